"""Texts with their codings for annotation programs: brat's folders, and web annotations."""
