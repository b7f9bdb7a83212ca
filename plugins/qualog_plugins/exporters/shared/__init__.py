"""What exporters of different files share: grouping, texts, names of files, losses, escaping."""
