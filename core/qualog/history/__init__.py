"""History: the log told in sentences, the life of a code, what lies between two moments."""
