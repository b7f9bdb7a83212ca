"""Privacy: what belongs to a participant, and goes when they withdraw."""
