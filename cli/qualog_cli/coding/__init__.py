"""Commands on codings and memos."""
