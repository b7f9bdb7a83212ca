"""Health: what a doctor finds in a project and the machine under it, and verified backups."""
