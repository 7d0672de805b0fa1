"""The outside world's formats and systems, one adapter each."""
