"""Plugins: what they can be, how they are found, and how a broken one is kept apart."""
