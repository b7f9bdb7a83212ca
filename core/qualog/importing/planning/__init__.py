"""Planning an import: of what a file brings, the decisions to make, one file for each subject."""
