"""Commands on documents: import, read, correct, and trace to their files."""
