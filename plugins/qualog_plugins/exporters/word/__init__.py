"""Word documents: the texts with comments, and what python-docx does not do by itself."""
