"""Commands on plugins: list them, and begin one."""
