"""Reads: queries and scoring into frozen dataclasses, the same for page, paper and API."""
