"""Commands on the study itself: its file, its people, its attributes; the demo."""
