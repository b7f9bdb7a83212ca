"""Texts with their codings as Word comments."""
