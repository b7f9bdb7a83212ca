"""From another program's marks to passages of a text, and from its codes to a codebook."""
