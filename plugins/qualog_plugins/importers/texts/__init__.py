"""Importers of documents that are read as text: web pages, office files, PDF."""
