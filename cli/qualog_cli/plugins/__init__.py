"""Commands on plugins: which there are, and how to begin one."""
