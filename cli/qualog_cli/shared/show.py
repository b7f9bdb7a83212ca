def counted(count: int, one: str, many: str = "") -> str:
    """Give a number with its noun: 1 code, 2 codes."""
    return f"{count} {one if count == 1 else many or one + 's'}"
