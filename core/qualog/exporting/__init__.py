"""Exporting: a study is written to files by a plugin, and what they leave out is said."""
