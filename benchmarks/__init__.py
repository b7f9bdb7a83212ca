"""How fast Qualog is: each figure as a ratio to a named peer, or to the raw limit, in one run."""
