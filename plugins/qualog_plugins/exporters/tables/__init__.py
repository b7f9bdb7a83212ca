"""Codings, and the units that coders are compared on, as tables for other programs."""
