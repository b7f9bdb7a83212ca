"""Text: its units, quotations in it, corrections of it, and how it is kept."""
