"""REFI-QDA: projects (.qdpx) and codebooks (.qdc) for other programs."""
