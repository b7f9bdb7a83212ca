"""The log in tables: the statements, the reading and the writing that all databases share."""
