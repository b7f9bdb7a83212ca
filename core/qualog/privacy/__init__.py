"""Privacy: what belongs to a participant, and is erased when they withdraw."""
