"""Operations: what authors can do. Each checks its input against the state, and then decides."""
