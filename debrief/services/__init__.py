"""Writes: one function per use case, which does the change and its audit event; none commits."""
