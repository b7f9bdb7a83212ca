"""Codings as annotations for other programs."""
