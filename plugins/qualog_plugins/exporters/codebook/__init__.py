"""The codebook as a document."""
