"""Rich text (.rtf) and its comments."""
