"""Codings and units as tables."""
