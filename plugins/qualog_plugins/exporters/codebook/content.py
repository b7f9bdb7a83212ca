"""What a codebook says, gathered from a study, before it is put as Markdown or as Word."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from qualog.decisions.codes import CodeRetired, CodesMerged, CodeSplit
from qualog.history.narration import narrate
from qualog.state import Code, Coding, State
from qualog.views.study import Study

_LONGEST_REASON = 200
"""Characters of a reason that is told; a longer one is in the log."""


@frozen
class Entry:
    """A code as the codebook tells it; `depth` is how many codes are above it.

    `counts` is how often it was given, and in how many documents; `became` are sentences on
    what it was made of, and what it was made into.
    """

    depth: int
    name: str
    definition: str
    include: str
    exclude: str
    examples: tuple[str, ...]
    counts: str
    became: tuple[str, ...]

    @property
    def parts(self) -> Iterator[tuple[str, str]]:
        """What is said of it, each with its heading; nothing of what nobody wrote."""
        for heading, told in (("Include", self.include), ("Exclude", self.exclude)):
            if told:
                yield heading, told


def entries(study: Study) -> list[Entry]:
    """Give the codes that are not merged away, each after the code above it."""
    told = _Telling(study)
    return [told.entry(depth, code) for depth, code in study.state.codebook.tree()]


@frozen
class _Telling:
    """Tells codes, with why they became what they are: reasons by kind of decision and code."""

    study: Study
    codings: Mapping[str, Sequence[Coding]] = field(init=False)
    reasons: Mapping[tuple[str, str], str] = field(init=False)

    @codings.default
    def _by_code(self) -> dict[str, list[Coding]]:
        state = self.study.state
        found: dict[str, list[Coding]] = {}
        for coding in state.codings.values():
            found.setdefault(state.codebook.resolve(coding.code), []).append(coding)
        return found

    @reasons.default
    def _reasons(self) -> dict[tuple[str, str], str]:
        """Give the last reason for each; one that was made in a discussion has its reason."""
        told = [each for each in narrate(self.study) if not each.reverted]
        acts = {each.entry.together: each.why for each in told if each.why and each.entry.together}
        found: dict[tuple[str, str], str] = {}
        for each in told:
            why = each.why or acts.get(each.entry.together) or ""
            match each.decision:
                case CodesMerged(sources=codes):
                    found |= {("merged", code): why for code in codes}
                case CodeSplit(code=code):
                    found["split", code] = why
                case CodeRetired(code=code):
                    found["retired", code] = why
        return found

    def entry(self, depth: int, code: Code) -> Entry:
        return Entry(
            depth=depth,
            name=code.name,
            definition=code.definition,
            include=code.include,
            exclude=code.exclude,
            examples=code.examples,
            counts=_counts(self.codings.get(code.id, ())),
            became=tuple(self._became(code)),
        )

    def _became(self, code: Code) -> Iterator[str]:
        state = self.study.state
        for each in state.codebook.codes.values():
            if each.status == "merged" and state.codebook.resolve(each.id) == code.id:
                yield f"“{each.name}” was merged into it{self._why('merged', each)}"
            elif each.status == "split" and code.id in each.into:
                yield f"It was split off “{each.name}”{self._why('split', each)}"
        if code.status == "split":
            yield f"Split into {_names(state, code.into)}{self._why('split', code)}"
        elif code.status == "retired":
            yield f"Retired{self._why('retired', code)}"

    def _why(self, status: str, code: Code) -> str:
        reason = " ".join(self.reasons.get((status, code.id), "").split())
        return f": {reason}" if 0 < len(reason) <= _LONGEST_REASON else "."


def _names(state: State, codes: Sequence[str]) -> str:
    return " and ".join(f"“{state.codebook.codes[each].name}”" for each in codes)


def _counts(codings: Sequence[Coding]) -> str:
    documents = Counter(each.document for each in codings)
    return f"{_counted(len(codings), 'coding')} in {_counted(len(documents), 'document')}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
