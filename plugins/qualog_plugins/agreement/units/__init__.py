"""Measures on units: coders gave each unit a value."""
