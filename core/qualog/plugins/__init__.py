"""Plugins: what they can offer, how they are found, and how a broken one is kept apart."""
