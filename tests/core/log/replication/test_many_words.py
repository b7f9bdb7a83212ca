"""A copy may say the same thing very often: what it amounts to is found in one reading."""

from collections.abc import Mapping

from attrs import define, evolve, field
from tests.core.log.replication.words import A, B, three_copies

from qualog.log.replication.standing import standing


@define
class Counted(Mapping):
    """What a writer knew, which counts how often it is asked for."""

    known: dict
    asked: list = field(factory=list)

    def __getitem__(self, replica):
        self.asked.append(replica)
        return self.known[replica]

    def __iter__(self):
        return iter(self.known)

    def __len__(self):
        return len(self.known)


def test_every_word_is_looked_at_once_however_many_there_are():
    asked = []
    for many in (100, 200):
        said = three_copies()
        for last in range(many):
            said.ends(B, A, last % 7)
        lines = [evolve(line, known=Counted(line.known)) for line in said.lines]
        assert standing(lines, said.authors).held == {A: (many - 1) % 7}
        asked.append(sum(len(line.known.asked) for line in lines))
    assert asked[1] <= 2 * asked[0]
