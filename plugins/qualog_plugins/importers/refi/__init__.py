"""REFI-QDA: projects (.qdpx) and codebooks (.qdc) that other programs exchange."""
