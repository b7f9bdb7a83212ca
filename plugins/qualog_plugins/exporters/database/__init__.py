"""The whole state as a database."""
