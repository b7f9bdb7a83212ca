"""Codes: a section for each with its quotations, and a row for each in the codebook."""

from attrs import frozen

from qualog.language import Sayable, message
from qualog.state import Code, State
from qualog_plugins.exporters.report.memos import MemoTexts
from qualog_plugins.exporters.report.quotations import Quotation, Quotations
from qualog_plugins.exporters.report.theory import Links, LinkSection
from qualog_plugins.exporters.shared.wording import quoted_names


@frozen
class CodeSection:
    """A code: what it means, what is linked to it, what was written about it, and its passages."""

    name: str
    definition: str
    include: str
    exclude: str
    links: tuple[LinkSection, ...]
    memos: tuple[str, ...]
    quotations: tuple[Quotation, ...]


@frozen
class CodebookRow:
    """A code in the codebook, in use or not, with how many codings it has."""

    name: str
    definition: str
    include: str
    exclude: str
    codings: int
    status: Sayable


@frozen
class CodeSections:
    """Makes the sections and rows of codes."""

    state: State
    quotations: Quotations
    links: Links
    memos: MemoTexts

    def section(self, code: Code) -> CodeSection:
        """Return the section of a code; codes that were merged into it are in it."""
        return CodeSection(
            name=code.name,
            definition=code.definition,
            include=code.include,
            exclude=code.exclude,
            links=self.links.accepted(code.id),
            memos=self.memos.get(code.id, ()),
            quotations=self.quotations.of(code.id),
        )

    def without_theme(self) -> tuple[CodeSection, ...]:
        """Return the codes that are under no theme, and are in use or have codings."""
        book = self.state.codebook
        under_theme = {
            book.resolve(code)
            for theme in self.state.themes.values()
            if not theme.retired
            for code in theme.codes
        }
        return tuple(
            self.section(code)
            for code in book.codes.values()
            if code.id not in under_theme and (code.is_live or code.id in self.quotations.codings)
        )

    def codebook(self) -> tuple[CodebookRow, ...]:
        """Return a row for each code that there ever was."""
        book = self.state.codebook
        return tuple(
            CodebookRow(
                name=book.path(code.id),
                definition=code.definition,
                include=code.include,
                exclude=code.exclude,
                codings=len(self.quotations.codings.get(code.id, ())),
                status=self._status(code),
            )
            for code in book.codes.values()
        )

    def _status(self, code: Code) -> Sayable:
        codes = self.state.codebook.codes
        into = quoted_names(codes[id_].name for id_ in code.into)
        match code.status:
            case "live":
                return message("in use")
            case "retired":
                return message("retired")
            case "merged":
                return message("merged into {codes}", codes=into)
            case "split":
                return message("split into {codes}", codes=into)
