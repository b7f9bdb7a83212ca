"""Commands on documents: import, read, correct, trace to their files."""
