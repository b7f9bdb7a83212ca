"""Theory packs, and mappers that propose links to them."""
