"""From another program's marks to passages of a text, and its codes to a codebook."""
