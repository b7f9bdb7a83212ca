"""The codebook: codes are born, named, defined, moved, merged, split, retired."""

from attrs import field

from qualog.decisions.base import Decision, decision, words


@decision("code-created")
class CodeCreated(Decision):
    """A new code enters the codebook.

    `include` and `exclude` say when it is to be applied and when not; `examples` are typical
    passages or phrases. `parent` is the code that it is a kind of.
    """

    code: str
    parent: str | None = None
    name: str = words()
    definition: str = words(default="")
    include: str = words(default="")
    exclude: str = words(default="")
    examples: tuple[str, ...] = words(default=(), erased=())


@decision("code-renamed")
class CodeRenamed(Decision):
    """A code gets another name; what it means and where it is applied stays."""

    code: str
    name: str = words()


@decision("code-defined")
class CodeDefined(Decision):
    """What a code means is put anew: definition, inclusion, exclusion, examples, as a whole."""

    code: str
    definition: str = words(default="")
    include: str = words(default="")
    exclude: str = words(default="")
    examples: tuple[str, ...] = words(default=(), erased=())


@decision("code-moved")
class CodeMoved(Decision):
    """A code is placed under another code, or at the top of the codebook."""

    code: str
    parent: str | None


@decision("codes-merged")
class CodesMerged(Decision):
    """Several codes turn out to be one: their codings count as `into` from now on."""

    sources: tuple[str, ...]
    into: str


@decision("code-split")
class CodeSplit(Decision):
    """One code turns out to be several.

    `into` are the ids of the new codes, `names` and `definitions` go with them in the same
    order. `recoded` says which coding goes to which of them; a coding that it does not name
    stays with the old code, to be sorted later.
    """

    code: str
    into: tuple[str, ...]
    recoded: dict[str, str] = field(factory=dict)
    names: tuple[str, ...] = words(erased=())
    definitions: tuple[str, ...] = words(default=(), erased=())


@decision("code-retired")
class CodeRetired(Decision):
    """A code is no longer applied; its codings stay and can still be read."""

    code: str


@decision("code-restored")
class CodeRestored(Decision):
    """A retired code may be applied again."""

    code: str
