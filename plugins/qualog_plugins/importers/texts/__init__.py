"""Importers of documents that are read as text: pages, office files, printed matter."""
