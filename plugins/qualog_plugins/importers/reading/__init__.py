"""From bytes to something readable: encodings, archives, XML, JSON, SQLite, HTML."""
