"""Importers of recordings that somebody or something transcribed: words with speakers and times."""
