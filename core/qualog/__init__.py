"""Qualog: a qualitative coding engine whose heart is an append-only log."""
