"""The command line of Qualog: parse, call the core, show."""
