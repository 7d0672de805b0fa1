"""HTTP: load the thing, authorize, validate, one call, respond."""
