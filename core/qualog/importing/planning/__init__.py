"""Planning an import: which decisions to make of the material, a file for each subject."""
