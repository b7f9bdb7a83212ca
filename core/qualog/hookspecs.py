"""What a plugin can be: one hook a kind, each giving small declarative objects.

A plugin is a module named by an entry point of the group `qualog`. It implements any of
these hooks with `@hookimpl`. Listing what a hook gives must be cheap: heavy imports belong
into the methods.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

import pluggy

if TYPE_CHECKING:
    import click

    from qualog.decisions import Decision
    from qualog.log.store import Store
    from qualog.material import Material
    from qualog.reliability.result import Agreement
    from qualog.state import State
    from qualog.study import Study
    from qualog.theory import Proposal, Theory

Compares = Literal["units", "spans"]
"""What an agreement measure is computed from."""

hookspec = pluggy.HookspecMarker("qualog")
hookimpl = pluggy.HookimplMarker("qualog")


@runtime_checkable
class Importer(Protocol):
    """Reads one kind of file. `options` is an attrs class made with `option()`."""

    name: str
    summary: str
    options: type[Any]

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is (0 to 1) that it reads this file, from its name and first bytes."""

    def read(self, path: Path, options: Any) -> "Material":
        """Give what the file holds.

        Raises:
            BadInput: the file cannot be read; the message says why and what to do.
        """


@runtime_checkable
class WithCompanions(Protocol):
    """An importer whose files have others beside them that are read along with them."""

    def companions(self, path: Path) -> Iterable[Path]:
        """Give the files that are read along with this one, and are nothing by themselves."""


@runtime_checkable
class TheoryMapper(Protocol):
    """Proposes links from codes, codings or themes to a theory's concepts, with evidence."""

    name: str
    summary: str
    options: type[Any]

    def propose(self, state: "State", theory: "Theory", options: Any) -> Iterable["Proposal"]:
        """Give the links that it sees; people accept or reject them."""


@runtime_checkable
class AgreementMeasure(Protocol):
    """Computes one coefficient.

    `compares` says of what: "units" (units × coders, `ReliabilityData`) or "spans" (free
    boundaries, `Continuum`). `title`, `source`, `range` and `assumptions` are shown to people.
    A measure that is also `Weighable` (qualog.reliability.coefficient) gets its intervals fast.
    """

    name: str
    title: str
    summary: str
    source: str
    range: str
    assumptions: str
    compares: Compares
    options: type[Any]

    def measure(self, data: Any, options: Any) -> "Agreement":
        """Give the coefficient, or `undefined` with its reason; never raise on sparse data."""


@runtime_checkable
class Exporter(Protocol):
    """Writes results to a file. `suffix` names the default target, such as `.html`."""

    name: str
    summary: str
    suffix: str
    options: type[Any]

    def write(self, study: "Study", target: Path, options: Any) -> Sequence[str]:
        """Write the study at its moment to `target`; give in words what was left out."""


@runtime_checkable
class WithSeveralFiles(Protocol):
    """An exporter that may write several files, by its options."""

    def files(self, study: "Study", target: Path, options: Any) -> Sequence[Path]:
        """Give the files that `write` will write; the target need not be among them."""


@runtime_checkable
class StoreOpener(Protocol):
    """Opens projects that are at a URL. `schemes` are what its URLs begin with, before `://`."""

    name: str
    summary: str
    schemes: Sequence[str]

    def open(self, url: str) -> "Store":
        """Open the project that a URL names.

        Raises:
            LogError, NotFound: there is none; the message says what to do, without a password.
        """

    def create(self, url: str, project: str) -> "Store":
        """Open the place of a project (an id) at a URL; make it where it is not there yet.

        Raises:
            LogError: it cannot be made; the message says why, without a password.
        """


@hookspec
def qualog_importers() -> Iterable[Importer]:  # type: ignore[empty-body]
    """Give importers: they bring documents, codebooks and codings in."""


@hookspec
def qualog_theories() -> Iterable[Path]:  # type: ignore[empty-body]
    """Give theory packs: paths of TOML files that `qualog theory adopt` finds by name."""


@hookspec
def qualog_theory_mappers() -> Iterable[TheoryMapper]:  # type: ignore[empty-body]
    """Give theory mappers: they propose links from the coding to a theory."""


@hookspec
def qualog_agreement_measures() -> Iterable[AgreementMeasure]:  # type: ignore[empty-body]
    """Give agreement measures."""


@hookspec
def qualog_exporters() -> Iterable[Exporter]:  # type: ignore[empty-body]
    """Give exporters: they send results out."""


@hookspec
def qualog_stores() -> Iterable[StoreOpener]:  # type: ignore[empty-body]
    """Give stores: they keep projects at a URL, where several people reach them."""


@hookspec
def qualog_decisions() -> Iterable[type["Decision"]]:  # type: ignore[empty-body]
    """Give decision classes of the plugin's own, under kinds that begin with its name."""


@hookspec
def qualog_commands(group: "click.Group") -> None:
    """Add commands of the plugin's own to the command line."""
