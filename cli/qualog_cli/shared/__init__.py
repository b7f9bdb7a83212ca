"""What all commands share: options, what they print and how, and a text with its margin."""
