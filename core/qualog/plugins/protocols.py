"""What a plugin gives: a protocol for each kind.

That of an agreement measure is in `qualog.reliability.measure`.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from attrs import frozen

from qualog.decisions.theory import Evidence
from qualog.language import Sayable
from qualog.log.store import Store
from qualog.material import Material
from qualog.state import State
from qualog.state.theory import Theory
from qualog.views.study import Study


@runtime_checkable
class Importer(Protocol):
    """Reads one kind of file. `options` is an attrs class made with `option()`."""

    name: str
    summary: str
    options: type[Any]

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is (0 to 1) that it reads this file, from its name and first bytes."""

    def read(self, path: Path, options: Any) -> Material:
        """Return what the file holds.

        Raises:
            BadInput: the file cannot be read; the message says why and what to do.
        """


@runtime_checkable
class WithCompanions(Protocol):
    """An importer whose files have others beside them that are read along with them."""

    def companions(self, path: Path) -> Iterable[Path]:
        """Return the files that are read along with this one, and are nothing by themselves."""


@frozen
class Proposal:
    """A link that a mapper sees: from a code, coding or theme (its id) to a concept (its id).

    The reason is a sentence.
    """

    subject: str
    concept: str
    evidence: tuple[Evidence, ...] = ()
    reason: Sayable = ""


@runtime_checkable
class TheoryMapper(Protocol):
    """Proposes links from codes, codings or themes to a theory's concepts, with evidence."""

    name: str
    summary: str
    options: type[Any]

    def propose(self, state: State, theory: Theory, options: Any) -> Iterable[Proposal]:
        """Return the links that it sees; people accept or reject them."""


@runtime_checkable
class Exporter(Protocol):
    """Writes results to a file. `suffix` is the ending that it must have, such as `.html`."""

    name: str
    summary: str
    suffix: str
    options: type[Any]

    def write(self, study: Study, target: Path, options: Any) -> Sequence[Sayable]:
        """Write the study at its moment to `target`; return in sentences what was left out."""


@runtime_checkable
class WithSeveralFiles(Protocol):
    """An exporter that may write several files, by its options."""

    def files(self, study: Study, target: Path, options: Any) -> Sequence[Path]:
        """Return the files that `write` will write; the target need not be among them."""


@runtime_checkable
class StoreOpener(Protocol):
    """Opens projects that are at a URL. `schemes` are what its URLs begin with, before `://`."""

    name: str
    summary: str
    schemes: Sequence[str]

    def open(self, url: str) -> Store:
        """Open the project that a URL names.

        Raises:
            LogError, NotFound: there is none; the message says what to do, without a password.
        """

    def create(self, url: str, project: str) -> Store:
        """Open the place of a project (an id) at a URL; make it where it is not there yet.

        Raises:
            LogError: it cannot be made; the message says why, without a password.
        """
