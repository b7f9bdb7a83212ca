"""Measures on units: each coder assigned each unit a value."""
