"""Importing: from files to the decisions that bring their material into a study."""
