"""Health: what a check-up finds in a project and the machine under it, and verified backups."""
