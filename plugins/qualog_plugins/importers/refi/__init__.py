"""REFI-QDA: projects (.qdpx) and codebooks (.qdc) that programs exchange."""
