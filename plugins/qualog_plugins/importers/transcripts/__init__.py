"""From text to turns: speakers' labels and time marks."""
