"""Where coders differ: passages and their cost, confused codes, different boundaries."""
