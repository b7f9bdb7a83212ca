"""QualCoder's projects."""
