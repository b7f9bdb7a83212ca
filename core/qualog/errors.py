"""Errors: what can go wrong, in words for the person it happens to.

Every error that Qualog raises on purpose is a `QualogError`. Its message says what is
wrong, where, and what to do. The command line prints it and exits with 2.
"""

from qualog.language import Message, Sayable


class QualogError(Exception):
    """The base of all errors that a user or a caller can act on.

    It is raised with a whole sentence and the values for its places, never with a text that has
    them in it already: `BadInput("{path} is empty.", path=path)`. So it can be translated.
    """

    def __init__(self, text: str | Sayable, /, **values: object) -> None:
        super().__init__(text)
        self.message: Sayable = Message(text, values) if isinstance(text, str) else text

    def __str__(self) -> str:
        return str(self.message)


class NotFound(QualogError):
    """A name or an id that nothing in the project answers to."""


class Ambiguous(QualogError):
    """A name, an id's prefix or a quotation that more than one thing answers to."""


class NotAllowed(QualogError):
    """A decision that the state of the project does not permit."""


class BadInput(QualogError):
    """A file or a value that cannot be used as it is."""


class LogError(QualogError):
    """The project file cannot be opened, read or written."""


class PluginError(QualogError):
    """A plugin is missing, broken, or was given options that it does not take."""


class WrongAnswer(PluginError):
    """A plugin answered what its kind does not allow, or did not answer.

    Whoever asked says which plugin that was.
    """
