"""What authors say of copies, written down line by line to test what it amounts to."""

from attrs import define, field

from qualog.decisions.copies import CopyAccepted, CopyEnded, CopyReopened, ReplicaBegun
from qualog.log.replication.standing import TrustLine, standing

A, B, C, D, E = (letter * 16 for letter in "abcde")
INGRID, SAMIR, LEA = "1" * 16, "2" * 16, "3" * 16


def key(copy):
    return copy * 4


@define
class Said:
    """Lines of several copies, each of which knows all that was said before, if not told else."""

    lines: list[TrustLine] = field(factory=list)
    authors: dict[str, str] = field(factory=dict)
    heads: dict[str, int] = field(factory=dict)

    def begins(self, copy, author, knows=None):
        self.authors[copy] = author
        begun = ReplicaBegun(
            author=author,
            key=key(copy),
            follows=None,
            cause="new",
            passed=None,
            format=3,
            proof="",
            machine="",
        )
        return self._add(copy, begun, knows)

    def decides(self, copy, count=1):
        """Let a copy decide something that is nothing to do with copies."""
        self.heads[copy] = self.heads.get(copy, 0) + count

    def ends(self, by, copy, last, knows=None, key=None):
        word = CopyEnded(copy=copy, key=key or copy * 4, last=last, hash="", reason="stolen")
        return self._add(by, word, knows)

    def reopens(self, by, copy, knows=None):
        return self._add(by, CopyReopened(copy=copy, key=key(copy)), knows)

    def accepts(self, by, copy, knows=None, key=None):
        return self._add(by, CopyAccepted(copy=copy, key=key or copy * 4, upto=(1, "")), knows)

    @property
    def standing(self):
        return standing(self.lines, self.authors)

    def _add(self, copy, decision, knows):
        self.decides(copy)
        known = dict(self.heads) if knows is None else dict(knows)
        known[copy] = self.heads[copy]
        line = TrustLine(copy, self.heads[copy], decision, known)
        self.lines.append(line)
        return line


def three_copies():
    """Ingrid has two copies (A, C), Samir one (B), Lea one (D)."""
    said = Said()
    said.begins(A, INGRID)
    said.begins(B, SAMIR)
    said.begins(C, INGRID)
    said.begins(D, LEA)
    return said
