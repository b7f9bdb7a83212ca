"""Commands on codes, themes and theory."""
