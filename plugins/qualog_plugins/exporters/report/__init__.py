"""The report, in HTML and Markdown: a file for each subject, and templates that show them."""
