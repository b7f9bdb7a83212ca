"""The methods paragraph: how the study was conducted, counted from the log."""
