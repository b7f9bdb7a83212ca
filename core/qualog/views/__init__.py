"""Views: a study as somebody sees it: at a moment, narrowed, or blinded."""
