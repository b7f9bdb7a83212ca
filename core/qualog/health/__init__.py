"""Health: check-ups of a project and the machine under it, and verified backups."""
