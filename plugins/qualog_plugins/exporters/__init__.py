"""Exporters: results go out."""
