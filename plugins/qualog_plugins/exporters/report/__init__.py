"""The report, in HTML and Markdown: a file for each subject, and its templates."""
