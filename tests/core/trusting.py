"""Copies of a study that say of each other whom they know and who has ended."""

from qualog.decisions.copies import CopyAccepted, CopyEnded, CopyReopened
from qualog.decisions.erasure import WordsErased
from qualog.log.integrity.chain_key import chain_key
from qualog.log.replication.trust import trust_in
from qualog.log.store import LogRange


def carry(source, target):
    """Bring what one copy has into another, as if everybody had said yes; erase nothing."""
    store, heads = target.log.store, target.log.store.heads()
    after = LogRange(after={replica: head.seq for replica, head in heads.items()})
    news = list(source.log.store.stored_entries(after))
    store.write(lambda transaction: transaction.put(news))


def meet(*copies):
    """Bring into each copy what any of them has; erase nothing."""
    for target in copies:
        for source in copies:
            if source is not target:
                carry(source, target)


def last(project, copy=None):
    """Return the number of the last decision of a copy: of a project's own if none is named."""
    return project.log.store.heads()[copy or project.log.replica].seq


def accept(project, copy):
    seq = last(project, copy)
    upto = (seq, project.log.store.hash_at(copy, seq).hex())
    return project.decide(CopyAccepted(copy=copy, key=_key(project, copy), upto=upto))


def end(project, copy, after):
    hash_ = project.log.store.hash_at(copy, after)
    word = CopyEnded(
        copy=copy,
        key=_key(project, copy),
        last=after,
        hash=hash_.hex() if hash_ else "",
        reason="stolen",
    )
    return project.decide(word)


def reopen(project, copy):
    return project.decide(CopyReopened(copy=copy, key=_key(project, copy)))


def erase(project, decision):
    """Erase the words of a decision; return the id of the receipt."""
    replica, _, seq = decision.partition(".")
    lines = {replica: (int(seq),)}
    return project.decide(WordsErased(because=decision, lines=lines, contents=()))


def has_words(project, decision):
    replica, _, seq = decision.partition(".")
    return project.log.store.sealed(replica, int(seq)) is not None


def trust_of(project):
    return trust_in(project.log.store, project.log.replica)


def _key(project, copy):
    return chain_key(project.log.store, copy).hex()
