"""Importers of texts that were coded in annotation programs."""
