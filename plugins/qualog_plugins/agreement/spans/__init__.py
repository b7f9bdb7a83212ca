"""Measures on spans with free boundaries: where coders marked, and with which codes."""
