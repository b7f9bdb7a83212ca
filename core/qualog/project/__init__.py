"""The project: the one door to a study."""
