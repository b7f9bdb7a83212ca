"""Whose word on a copy is heard may change with a decision that is no word on a copy."""

from tests.core.log.logs import A, B, C, decide, log_of

from qualog.decisions.copies import CopyEnded, CopyReopened, KeyBound
from qualog.ids import new_id
from qualog.log.log import Draft
from qualog.log.replication.transfer import merge_from
from qualog.replay.fold import catch_up, replay

INGRID, SAMIR, LEA = "1" * 16, "2" * 16, "3" * 16
KEY, OTHER_KEY = "a" * 64, "b" * 64


def test_a_word_that_turns_out_to_mean_another_key_is_not_heard_any_more():
    project = new_id()
    ingrid, samir, lea = copies = [log_of(replica, project) for replica in (A, B, C)]
    decide(ingrid)
    _exchange(*copies)
    hash_ = ingrid.store.hash_at(A, 1).hex()
    end = CopyEnded(copy=A, key=KEY, last=1, hash=hash_, reason="lost")
    samir.append([Draft(end, [SAMIR])])
    lea.append([Draft(CopyReopened(copy=A, key=OTHER_KEY), [LEA])])
    _exchange(*copies)
    state = replay(ingrid.store)
    assert set(state.ended.ends[A]) == {SAMIR, LEA}
    bound = KeyBound(author=INGRID, key=KEY, size=1, root="0" * 64, proof="0" * 128)
    ingrid.append([Draft(bound, [INGRID])])
    caught_up, whole = catch_up(state, ingrid.store), replay(ingrid.store)
    assert set(whole.ended.ends[A]) == {SAMIR}
    assert caught_up == whole


def _exchange(*logs):
    for one in logs:
        for other in logs:
            if one is not other:
                merge_from(one.store, other.store, now=one.clock())
