"""The demo employer: its people and stories as YAML, and what lets them happen in order."""
