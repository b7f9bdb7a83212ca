"""OpenDocument texts (.odt) and their annotations."""
