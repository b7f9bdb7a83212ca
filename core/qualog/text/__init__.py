"""Text: its units, quotations in it, copies and corrections of it, and how it is kept."""
