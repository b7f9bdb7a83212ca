"""Importers of what annotators marked in programs for that."""
