"""Ids: 64 random bits as 16 hexadecimal digits, so that copies need not ask each other."""

import os


def new_id() -> str:
    """Return a new id of 16 hexadecimal digits."""
    return os.urandom(8).hex()
