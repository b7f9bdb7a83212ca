"""As of when: what a person means by a point in time."""

from datetime import date, datetime, timedelta

import pytest

from qualog.errors import Ambiguous, BadInput, NotFound

DAY = 24 * 60 * 60 * 1000


def decisions(project, moment):
    return project.at(moment).state.decisions


@pytest.fixture
def dated(project, clock):
    """A study with a code a day for three days after it began."""
    for name in ("one", "two", "three"):
        clock.now += DAY
        project.codes.add(name)
    return project


def shown(project, moment):
    return {code.name for code in project.at(moment).state.codebook.codes.values()}


def test_now_is_not_exact_and_a_decision_is(dated):
    assert not dated.at("now").moment.exact
    assert not dated.at().moment.exact
    made = dated.find.code("two").made.decision
    study = dated.at(made)
    assert study.moment.exact
    assert study.moment.label == made
    assert {"one", "two"} <= shown(dated, made)
    assert "three" not in shown(dated, made)


def test_a_prefix_of_the_copy_will_do_for_a_decision(dated):
    made = dated.find.code("two").made.decision
    assert shown(dated, f"{made[:4]}.{made.partition('.')[2]}") == shown(dated, made)


def test_a_named_point_in_time_is_exact(dated):
    dated.moments.name("before")
    dated.codes.add("four")
    study = dated.at("Before")
    assert study.moment.exact
    assert study.moment.label == "before"
    assert "four" not in shown(dated, "before")


def test_the_digits_of_a_hash_are_a_decision(dated):
    replica, _, seq = dated.find.code("one").made.decision.partition(".")
    digits = dated.log.store.entry(replica, int(seq)).hash.hex()
    for length in (8, 64):
        assert "two" not in shown(dated, digits[:length])
        assert "one" in shown(dated, digits[:length])
    with pytest.raises(NotFound):
        dated.at(digits[:7])


def test_a_day_is_the_whole_of_it_and_a_time_is_the_time(dated, clock):
    day = datetime.fromtimestamp((clock.now - DAY) / 1000)
    assert "two" in shown(dated, f"{day:%Y-%m-%d}")
    assert "three" not in shown(dated, f"{day:%Y-%m-%d}")
    assert "two" not in shown(dated, f"{day:%Y-%m-%d} 00:00")
    assert not dated.at(f"{day:%Y-%m-%d}").moment.exact


def test_how_long_ago(dated):
    assert "three" not in shown(dated, "1 hour ago") or "three" in shown(dated, "1 minute ago")
    assert "two" in shown(dated, "1 day ago")
    assert "three" not in shown(dated, "1 day ago")
    assert shown(dated, "yesterday") == shown(dated, "1 day ago")
    assert "one" not in shown(dated, "1 week ago")


@pytest.mark.parametrize("wanted", ["never", "99999999999 weeks ago", "2025-13-01", "abc.0"])
def test_what_is_none_of_these_is_told_with_examples(dated, wanted):
    with pytest.raises(NotFound, match="A point in time is a decision"):
        dated.at(wanted)


def test_a_decision_that_is_not_there(dated):
    last = dated.log.store.heads()[dated.log.replica].seq
    with pytest.raises(NotFound, match="There is no decision"):
        dated.at(f"{dated.log.replica[:4]}.{last + 1}")
    with pytest.raises(NotFound, match="is not a decision"):
        dated.find.decision("trust")


def test_a_prefix_of_several_copies_is_ambiguous(project):
    from qualog.views.as_of import find_decision

    class Store:
        def heads(self):
            return {"ab12": None, "ab34": None}

    with pytest.raises(Ambiguous, match="ab12 and ab34"):
        find_decision(Store(), "ab.1")


@pytest.mark.parametrize("latest", ["9999-12-30", date(9999, 12, 30), datetime(9999, 12, 30)])
def test_nothing_is_after_the_latest_time(dated, latest):
    assert decisions(dated, latest) == dated.state.decisions


@pytest.mark.parametrize("read", [str, datetime.fromisoformat])
def test_a_time_before_all_times_is_refused(dated, read):
    with pytest.raises(NotFound, match="No time here is as far away as 0001-01-01 00:00:00"):
        dated.at(read("0001-01-01T00:00:00+14:00"))


@pytest.mark.parametrize("value", [1, 2.5, True, b"now", timedelta(1), ["now"]])
def test_a_value_of_another_kind_is_no_point_in_time(dated, value):
    with pytest.raises(BadInput, match=r"is not a point in time\. Take a text, a date"):
        dated.at(value)
