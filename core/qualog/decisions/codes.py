"""The codebook: codes are created, renamed, defined, moved, merged, split, retired."""

from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Self

from attrs import evolve, field

from qualog.decisions.base import ERASED, Decision, Work, decision, words
from qualog.decisions.names import Names, Theirs
from qualog.decisions.values import Id
from qualog.language import Message, clauses, listing, message, plural


@decision("code-created")
class CodeCreated(Decision):
    """A new code enters the codebook.

    `include` and `exclude` say when it is to be applied and when not; `examples` are typical
    passages or phrases. `parent` is the code that it is a kind of.
    """

    work = Work.CODEBOOK
    keeps_words = True

    code: Id
    parent: Id | None = None
    name: str = words()
    definition: str = words(default="")
    include: str = words(default="")
    exclude: str = words(default="")
    examples: tuple[str, ...] = words(default=(), erased=())

    def sentence(self, names: Names) -> Message:
        if self.parent is None:
            return message("created the code “{name}”", name=self.name)
        return message(
            "created the code “{name}” under {parent}",
            name=self.name,
            parent=names.code(self.parent),
        )


@decision("code-renamed")
class CodeRenamed(Decision):
    """A code gets another name; what it means and where it is applied stays."""

    work = Work.CODEBOOK

    code: Id
    name: str = words()

    def sentence(self, names: Names) -> Message:
        return message("renamed {code} to “{name}”", code=names.code(self.code), name=self.name)


@decision("code-defined")
class CodeDefined(Decision):
    """A code gets another definition, inclusion and exclusion criteria and examples, as a whole."""

    work = Work.CODEBOOK
    changes_meaning = True

    code: Id
    definition: str = words(default="")
    include: str = words(default="")
    exclude: str = words(default="")
    examples: tuple[str, ...] = words(default=(), erased=())

    def sentence(self, names: Names) -> Message:
        code = names.code(self.code)
        if self.definition and not (self.include or self.exclude or self.examples):
            return message("redefined {code} as “{text}”", code=code, text=self.definition)
        parts = list(self._parts()) or [message("no definition")]
        return message("redefined {code}: {parts}", code=code, parts=clauses(parts))

    def _parts(self) -> Iterator[Message]:
        if self.definition:
            yield message("definition “{text}”", text=self.definition)
        if self.include:
            yield message("applies when “{text}”", text=self.include)
        if self.exclude:
            yield message("does not apply when “{text}”", text=self.exclude)
        if self.examples:
            examples = listing(f"“{example}”" for example in self.examples)
            yield message("typical examples {examples}", examples=examples)


@decision("code-moved")
class CodeMoved(Decision):
    """A code is placed under another code, or at the top of the codebook."""

    work = Work.CODEBOOK

    code: Id
    parent: Id | None

    def sentence(self, names: Names) -> Message:
        if self.parent is None:
            return message("moved {code} to the top of the codebook", code=names.code(self.code))
        return message(
            "moved {code} under {parent}",
            code=names.code(self.code),
            parent=names.code(self.parent),
        )


@decision("codes-merged")
class CodesMerged(Decision):
    """Several codes are merged into one: their codings count as `into` from now on."""

    work = Work.CODEBOOK
    changes_meaning = True

    sources: tuple[Id, ...]
    into: Id

    def sentence(self, names: Names) -> Message:
        return message(
            "merged {codes} into {into}",
            codes=names.codes(self.sources),
            into=names.code(self.into),
        )


@decision("code-split")
class CodeSplit(Decision):
    """A code is split into several.

    `into` are the ids of the new codes, `names` and `definitions` go with them in the same
    order. `recoded` says which coding goes to which of them; a coding that it does not name
    stays with the old code, to be sorted later.
    """

    work = Work.CODEBOOK
    changes_meaning = True

    code: Id
    into: tuple[Id, ...]
    recoded: dict[Id, Id] = field(factory=dict)
    names: tuple[str, ...] = words(erased=())
    definitions: tuple[str, ...] = words(default=(), erased=())

    def sentence(self, names: Names) -> Message:
        into = listing(f"“{name}”" for name in self._names())
        if not self.recoded:
            return message("split {code} into {into}", code=names.code(self.code), into=into)
        return plural(
            "split {code} into {into} and sorted one coding",
            "split {code} into {into} and sorted {n} codings",
            len(self.recoded),
            code=names.code(self.code),
            into=into,
        )

    def sentence_about(self, thing: str, names: Names) -> Message:
        if thing not in self.recoded:
            return self.sentence(names)
        return message(
            "assigned {coding} to {code} when splitting {split}",
            coding=names.coding(thing),
            code=names.code(self.recoded[thing]),
            split=names.code(self.code),
        )

    @property
    def codings(self) -> tuple[str, ...]:
        return tuple(self.recoded)

    def tells_about(self, theirs: Theirs) -> bool:
        return False  # the new codes' names are the codebook's, whosever passages were sorted

    def without_hidden(self, is_hidden: Callable[[str], bool]) -> Self:
        shown = {id_: code for id_, code in self.recoded.items() if not is_hidden(id_)}
        return evolve(self, recoded=shown)  # type: ignore[misc]

    def _names(self) -> Iterator[str]:
        for name, _ in zip_longest(self.names, self.into):
            yield name or ERASED


@decision("code-retired")
class CodeRetired(Decision):
    """A code is no longer applied; its codings stay and can still be read."""

    work = Work.CODEBOOK
    changes_meaning = True

    code: Id

    def sentence(self, names: Names) -> Message:
        return message("retired {code}", code=names.code(self.code))


@decision("code-restored")
class CodeRestored(Decision):
    """A retired code may be applied again."""

    work = Work.CODEBOOK
    changes_meaning = True

    code: Id

    def sentence(self, names: Names) -> Message:
        return message("brought {code} back into use", code=names.code(self.code))
