"""Importers of projects that other programs for qualitative work keep."""
