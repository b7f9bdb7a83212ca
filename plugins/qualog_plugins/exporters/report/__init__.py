"""The report, in HTML and Markdown."""
