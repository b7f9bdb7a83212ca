"""From codings to reliability data: units × coders, shared by every measure."""
