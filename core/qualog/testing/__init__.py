"""The kit for who writes a plugin: contracts to hold it to. It needs pytest; Qualog does not."""
