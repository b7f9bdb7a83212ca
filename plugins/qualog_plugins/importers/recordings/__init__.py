"""Importers of transcribed recordings: words with speakers and times."""
