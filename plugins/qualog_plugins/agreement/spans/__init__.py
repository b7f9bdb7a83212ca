"""Measures on spans with free boundaries: what coders coded, and with which codes."""
