"""Exporters: what goes out, a folder for each kind of file, and what they share."""
