"""Text: quotations found in it, and the parts that it is kept in."""
