"""Authors and participants, as a replay yields them."""

from attrs import frozen

from qualog.decisions.people import ConsentGiven
from qualog.state.provenance import Provenance


@frozen
class Author:
    """A researcher of the study."""

    id: str
    name: str
    made: Provenance


@frozen
class Participant:
    """A person who takes part; `name` is the key to the pseudonym, None if it is not kept.

    `withdrawn` is where they took their consent back; None if they did not.
    """

    id: str
    pseudonym: str
    name: str | None
    made: Provenance
    consent: ConsentGiven | None = None
    withdrawn: Provenance | None = None
