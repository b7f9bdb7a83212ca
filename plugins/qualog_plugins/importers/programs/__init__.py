"""Importers of projects from other programs for qualitative analysis."""
