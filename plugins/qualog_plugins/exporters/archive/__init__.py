"""The whole log, for keeping."""
