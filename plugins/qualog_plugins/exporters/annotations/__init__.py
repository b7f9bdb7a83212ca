"""Texts with their codings, for programs that annotate: brat's folders, and web annotations."""
