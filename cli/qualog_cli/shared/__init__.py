"""What all commands share: options, output, a text with its margin."""
