"""Importers: files of other programs as material, a folder for each kind of program."""
