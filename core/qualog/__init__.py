"""Qualog: a qualitative coding engine whose heart is an append-only log.

`qualog.project.Project` is the door to a study; `qualog.hookspecs` is the door for plugins.
"""
