"""Project: the one door to a study."""
