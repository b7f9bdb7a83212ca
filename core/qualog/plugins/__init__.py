"""Plugins: what they can give, how they are found, and how a broken one is kept apart."""
