"""Importers of texts that were annotated in programs for that."""
