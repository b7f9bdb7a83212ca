"""Exporters: a study as files for readers and other programs, a folder for each kind of file."""
