"""The importer of Word documents, with comments as codings."""
