"""Agreement measures."""
