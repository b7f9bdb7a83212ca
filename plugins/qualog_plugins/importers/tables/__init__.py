"""Importers of tables: codebooks, coded segments, coded units, attributes, surveys."""
