"""Tables: a study's state as relational tables and views, asked with SQL or taken as frames."""
