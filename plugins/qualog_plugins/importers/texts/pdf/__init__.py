"""PDF files and what was written into their margins."""
