"""INCEpTION and WebAnno: projects, UIMA files and TSV."""
