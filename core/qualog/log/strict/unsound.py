"""What is said of a line that cannot be taken in."""

from qualog.language import Message, message


class Unsound(Exception):
    """A line is not as Qualog writes it.

    Attributes:
        fault: what is wrong with it: a clause, to stand after the decision's id.
    """

    def __init__(self, text: str, /, **values: object) -> None:
        super().__init__(text)
        self.fault: Message = message(text, **values)
