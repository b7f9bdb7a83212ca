"""Importers: material comes in."""
