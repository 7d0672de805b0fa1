"""Interview scorecards held sealed until the panel is in."""
