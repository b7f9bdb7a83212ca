"""The codebook as a document to read: in Markdown, and for Word."""
