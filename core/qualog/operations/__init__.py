"""Operations: what authors can do; each checks its input against the state, then decides."""
