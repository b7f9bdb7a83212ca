"""Integrity: what shows that a log is whole and unchanged, to its owners and to others."""
