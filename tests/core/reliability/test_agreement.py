"""Agreement on a study: every unit and every part, as if each unit had been asked one by one."""

from collections import Counter
from itertools import combinations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.reliability.studies import measured, study_of

from qualog.decisions.documents import Turn
from qualog.log.store import StoredContent
from qualog.options import NoOptions
from qualog.reliability.agreement import Measurement, agreement
from qualog.reliability.continuum import Continuum
from qualog.reliability.gathering import coded_study
from qualog.reliability.result import Agreement
from qualog.reliability.selection import compare
from qualog.reliability.uncertainty.intervals import IntervalSettings
from qualog.state import Author, Code, Coding, Document, Participant, Provenance, State, Theme
from qualog.state.documents import Attribution, Coded
from qualog.state.packed import Part, pack_parts, pack_turns
from qualog_plugins.agreement.units.percent import PercentAgreement

CODERS = ("ada", "ing", "sam")
CODES = ("po", "ti", "tr")
# trust lies under a subtheme, power under its theme and under another, time under none.
THEMES = {"tr": {"near"}, "po": {"people", "place"}, "ti": set()}
WITH_SUBTHEMES = THEMES | {"tr": {"near", "people"}}


def made(*authors):
    return Provenance(1, "r", 1, authors)


class Seen:
    """A measure that keeps what it is given, in words: how often each pattern occurs."""

    name = title = summary = source = range = assumptions = "seen"
    options = NoOptions

    def __init__(self, compares="units"):
        self.compares = compares
        self.data = []

    def measure(self, data, options):
        self.data.append(data if isinstance(data, Continuum) else in_words(data))
        return Agreement("seen", None, "it only looks")


def in_words(data):
    found = Counter()
    for row, units in zip(data.values.tolist(), data.weights.tolist(), strict=True):
        pattern = zip(data.coders, row, strict=True)
        found[frozenset((who, data.categories[v]) for who, v in pattern if v >= 0)] += units
    return +found


class MadeUp:
    """A study whose units are known from how it was made."""

    def __init__(self, documents, codings, coded=()):
        self.texts = {}
        self.units = {}
        self.state = State(read_content=self.read)
        for id_ in CODERS:
            self.state.authors[id_] = Author(id_, id_, made())
        for id_ in CODES:
            self.state.codebook.codes[id_] = Code(id_, id_, made())
        for id_, parent, codes in (
            ("people", None, ("po",)),
            ("near", "people", ("tr",)),
            ("place", None, ("po",)),
        ):
            self.state.themes[id_] = Theme(id_, id_, "", parent, made(), codes)
        for number, turns in enumerate(documents):
            self.document(f"text {number}", turns, [who for at, who in coded if at == number])
        self.codings = []
        for number, start, end, code, who in codings:
            id_ = f"text {number}"
            if id_ not in self.texts:
                continue
            start, end = sorted(min(each, len(self.texts[id_])) for each in (start, end))
            if start < end:
                self.codings.append((id_, start, end, code, who))
                key = str(len(self.codings))
                self.state.every_coding[key] = Coding(key, id_, code, start, end, None, made(who))

    def read(self, ids):
        return {each: StoredContent(each, b"", self.texts[each].encode()) for each in ids}

    def document(self, id_, told, coded):
        text, turns = "", []
        found = {unit: [] for unit in ("character", "word", "sentence", "turn", "answer")}
        said = False
        for speaker, sentences in told:
            text += f"{'IR'[speaker]}: "
            begin = len(text)
            for sentence in sentences:
                first = len(text)
                for word in sentence:
                    found["word"].append((len(text), len(text) + len(word)))
                    text += f"{word} "
                text = f"{text[:-1]}."
                found["sentence"].append((first, len(text)))
                text += " "
            turns.append(Turn(begin, len(text) - 1, speaker))
            found["turn"].append((begin, len(text) - 1))
            if speaker and said:
                found["answer"][-1] = (found["answer"][-1][0], len(text) - 1)
            elif speaker:
                found["answer"].append((begin, len(text) - 1))
            said = bool(speaker)
            text += "\n"
        found["character"] = [(at, at + 1) for at in range(len(text))]
        found["document"] = [(0, len(text))]
        self.texts[id_], self.units[id_] = text, found
        self.state.documents[id_] = Document(
            id=id_,
            name=id_,
            length=len(text),
            packed_parts=pack_parts([Part(id_, len(text))]),
            packed_turns=pack_turns(turns),
            speakers=("I", "R"),
            importer=None,
            encoding=None,
            made=made(),
            coded=tuple(Coded(made(who)) for who in coded),
        )

    def judges(self, id_):
        alone = {who for at, *_, who in self.codings if at == id_}
        return alone | {each.made.authors[0] for each in self.state.documents[id_].coded}

    def asked(self, unit, say, *, documents=None, coders=CODERS):
        """Ask each coder of each unit, one by one; `say` makes a value of a set of codes."""
        found = Counter()
        for id_ in documents or self.texts:
            judges = self.judges(id_) & set(coders)
            for start, end in self.units[id_][unit] if len(judges) > 1 else ():
                given = {
                    who: {
                        code
                        for at, first, last, code, by in self.codings
                        if (at, by) == (id_, who) and first < end and start < last
                    }
                    for who in judges
                }
                found[frozenset((who, say(codes)) for who, codes in given.items())] += 1
        return found


def applied(thing, themes=False):
    return lambda codes: (
        "applied"
        if thing in (in_themes(codes, WITH_SUBTHEMES) if themes else codes)
        else "not applied"
    )


def in_themes(codes, themes=THEMES):
    return frozenset().union(*(themes[code] for code in codes))


SENTENCES = st.lists(
    st.tuples(st.sampled_from(["Ja", "Nej", "Tid"]), st.sampled_from(["nu", "då"])), min_size=1,
    max_size=2,
)  # fmt: skip
STUDIES = st.builds(
    MadeUp,
    st.lists(st.lists(st.tuples(st.integers(0, 1), SENTENCES), min_size=1, max_size=4), max_size=2),
    st.lists(
        st.tuples(
            st.integers(0, 1),
            st.integers(0, 60),
            st.integers(0, 60),
            st.sampled_from(CODES),
            st.sampled_from(CODERS),
        ),
        max_size=8,
    ),
    st.lists(st.tuples(st.integers(0, 1), st.sampled_from(CODERS)), max_size=2),
)
UNITS = ("character", "word", "sentence", "turn", "answer", "document")


@pytest.mark.parametrize("unit", UNITS)
@settings(deadline=None, max_examples=50)
@given(study=STUDIES)
def test_codes(unit, study):
    seen = Seen()
    report = measured(study.state, seen, unit=unit)
    overall, *groups = seen.data
    assert overall == study.asked(unit, frozenset)
    for each, found in zip(report.groups, groups, strict=True):
        assert found == study.asked(unit, applied(each.what))


@pytest.mark.parametrize("unit", ["character", "turn"])
@settings(deadline=None, max_examples=50)
@given(study=STUDIES)
def test_themes(unit, study):
    seen = Seen()
    report = measured(study.state, seen, unit=unit, by="theme")
    overall, *groups = seen.data
    assert overall == study.asked(unit, in_themes)
    for each, found in zip(report.groups, groups, strict=True):
        assert found == study.asked(unit, applied(each.what, themes=True))


@settings(deadline=None, max_examples=50)
@given(study=STUDIES)
def test_a_part_is_what_one_is_told_of_it_alone(study):
    for by in ("document", "pair"):
        seen = Seen()
        report = measured(study.state, seen, unit="word", by=by)
        for each, found in zip(report.groups, seen.data[1:], strict=True):
            alone = Seen()
            parts = {"document": (each.what,)} if by == "document" else {}
            measured(
                study.state,
                alone,
                unit="word",
                documents=parts.get("document"),
                coders=tuple(each.what.split(",")) if by == "pair" else None,
            )
            assert found == alone.data[0]
            if by == "pair":
                assert found == study.asked("word", frozenset, coders=each.what.split(","))
        if by == "pair":
            pairs = combinations([each.id for each in report.coders], 2)
            assert [each.what for each in report.groups] == [",".join(pair) for pair in pairs]


@settings(deadline=None, max_examples=50)
@given(STUDIES, st.data())
def test_a_passage_coded_in_two_pieces_is_one_by_character(study, data):
    whole = Seen()
    measured(study.state, whole)
    if study.state.every_coding:
        coding = data.draw(st.sampled_from(list(study.state.every_coding.values())))
        middle = data.draw(st.integers(coding.start, coding.end))
        study.state.every_coding[coding.id] = coding._replace(end=middle)
        study.state.every_coding["rest"] = coding._replace(id="rest", start=middle)
    pieces = Seen()
    measured(study.state, pieces)
    assert pieces.data == whole.data


def talk(*codings, coded=()):
    # "I: Ja nu. \nR: Nej då. Tid nu. \nI: Ja. \nR: Nej. \n"
    told = [
        (0, [("Ja", "nu")]),
        (1, [("Nej", "då"), ("Tid", "nu")]),
        (0, [("Ja",)]),
        (1, [("Nej",)]),
    ]
    return MadeUp([told], [(0, *coding) for coding in codings], coded)


def test_measures_of_spans_are_given_the_continuum():
    study = talk((0, 5, "tr", "ada"), (3, 9, "po", "ada"), (1, 5, "tr", "ing"))
    seen = Seen("spans")
    report = measured(study.state, seen, unit="turn")
    whole, power, trust = seen.data
    assert whole.codes == ("po", "tr")
    assert whole.documents[0].codings == {0: ((0, 5, 1), (3, 9, 0)), 1: ((1, 5, 1),)}
    assert (power.codes, power.documents[0].codings) == (("po",), {0: ((3, 9, 0),), 1: ()})
    assert (trust.codes, trust.documents[0].codings) == (
        ("tr",),
        {0: ((0, 5, 0),), 1: ((1, 5, 0),)},
    )
    assert report.spans


def test_a_pair_is_compared_where_both_judged():
    told = [(1, [("Ja", "nu")])]
    codings = [(0, 3, 6, "tr", "ada"), (0, 3, 5, "tr", "ing"), (1, 3, 6, "tr", "ada")]
    study = MadeUp([told, told], [*codings, (1, 3, 6, "tr", "sam")])
    seen = Seen()
    report = measured(study.state, seen, unit="document", by="pair")
    units = {
        each.what: sum(d.values()) for each, d in zip(report.groups, seen.data[1:], strict=True)
    }
    assert units == {"ada,ing": 1, "ada,sam": 1, "ing,sam": 0}
    assert not report.complete


def test_who_said_that_they_coded_it_judged_that_no_code_applies():
    study = talk((0, 5, "tr", "ada"))
    assert coded_study(study.state).documents == ()
    study = talk((0, 5, "tr", "ada"), coded=[(0, "ing")])
    (document,) = coded_study(study.state).documents
    assert document.codings == {0: ((0, 5, 0),), 1: ()}
    # What they said together is nobody's own judgement.
    told = study.state.documents["text 0"]
    study.state.documents["text 0"] = evolve(told, coded=(Coded(made("ing", "sam")),))
    assert coded_study(study.state).documents == ()


@pytest.mark.parametrize("of_parts", [False, True])
def test_parts_have_an_interval_where_it_is_asked_for(of_parts):
    said = [(1, [("Ja", "nu")]), (0, [("Nej",)]), (1, [("Tid", "nu")])]
    codings = [(0, 3, 6, "tr", "ada"), (0, 3, 6, "tr", "ing"), (1, 3, 6, "tr", "ada")]
    study = MadeUp([said, said], [*codings, (1, 20, 24, "tr", "ing")])
    measurement = Measurement(
        PercentAgreement(), intervals=IntervalSettings(resamples=100), of_parts=of_parts
    )
    report = agreement(compare(study_of(study.state)), measurement)
    assert report.overall.interval is not None
    assert [group.agreement.interval is not None for group in report.groups] == [of_parts]


def test_why_there_is_no_interval_is_kept():
    study = talk((0, 5, "tr", "ada"), (0, 4, "tr", "ing"))
    measurement = Measurement(PercentAgreement(), intervals=IntervalSettings(resamples=100))
    overall = agreement(compare(study_of(study.state)), measurement).overall
    assert overall.interval is None
    assert "coded in one stroke" in str(overall.no_interval)
    assert "Compare turns" in str(overall.no_interval)


def test_codes_of_one_name_are_told_apart():
    study = talk((0, 5, "tr", "ada"), (0, 5, "po", "ing"))
    for id_ in ("tr", "po"):
        study.state.codebook.codes[id_] = evolve(study.state.codebook.codes[id_], name="trust")
    continuum = coded_study(study.state).continuum
    assert continuum.codes == ("trust (po)", "trust (tr)")


def test_only_some_codes():
    study = talk((0, 5, "tr", "ada"), (0, 5, "po", "ada"), (0, 5, "tr", "ing"), (0, 5, "ti", "sam"))
    report = measured(study.state, Seen(), codes=("tr", "po"))
    assert [each.name for each in report.codes] == ["po", "tr"]
    # Who gave other codes has judged that none of these applies.
    assert [each.id for each in report.coders] == ["ada", "ing", "sam"]


def test_codings_under_no_theme_are_left_out_and_counted():
    study = talk((0, 5, "ti", "ada"), (0, 5, "tr", "ing"))
    report = measured(study.state, Seen(), by="theme")
    assert [each.what for each in report.groups] == ["people", "near"]
    assert report.left_out.without_theme == 1


def test_a_retired_theme_is_passed_over():
    study = talk((0, 5, "tr", "ada"), (0, 5, "po", "ing"))
    study.state.themes["people"] = evolve(study.state.themes["people"], retired=True)
    report = measured(study.state, Seen(), by="theme")
    assert [each.what for each in report.groups] == ["near", "place"]


def test_themes_under_each_other_are_no_endless_walk():
    study = talk((0, 5, "tr", "ada"), (0, 5, "po", "ing"))
    study.state.themes["people"] = evolve(study.state.themes["people"], parent="near")
    report = measured(study.state, Seen(), by="theme")
    assert [each.what for each in report.groups] == ["place"]


def test_an_answer_is_the_participants_even_without_labels():
    study = talk((0, 5, "tr", "ada"), (0, 5, "tr", "ing"))
    document = study.state.documents["text 0"]
    study.state.documents["text 0"] = evolve(
        document, speakers=("Ada", "Bo"), identified={0: "ada"}
    )
    seen = Seen()
    measured(study.state, seen, unit="answer")
    assert sum(seen.data[0].values()) == 2


@pytest.mark.parametrize(
    ("speakers", "identified", "reason"),
    [
        (("Ada", "Bo"), {}, "it is not known who asks in it"),
        (("I", "R"), {0: "anna"}, "it is not known who asks in it"),
        (("I", "Moderator"), {}, "nobody but the interviewer speaks in it"),
    ],
)
def test_where_who_asks_is_not_known_there_are_no_answers(speakers, identified, reason):
    study = talk((0, 5, "tr", "ada"), (0, 5, "tr", "ing"))
    document = study.state.documents["text 0"]
    study.state.documents["text 0"] = evolve(document, speakers=speakers, identified=identified)
    report = measured(study.state, Seen(), unit="answer")
    ((id_, missing),) = report.left_out.without_units
    assert id_ == "text 0"
    assert str(missing).startswith(f"text 0 has no answers: {reason}")


def test_units_of_who_withdrew_are_cut_out():
    study = talk((0, 60, "tr", "ada"), (0, 60, "tr", "ing"))
    state, text = study.state, study.texts["text 0"]
    gone = text.index("då"), text.index("Tid") + 1
    state.participants["bo"] = Participant("bo", "Bo", None, made(), withdrawn=made())
    state.documents["text 0"] = evolve(
        state.documents["text 0"], attributions=(Attribution(*gone, "bo"),)
    )
    left = text[: gone[0]] + text[gone[1] :]

    def told(unit):
        (document,) = coded_study(state, unit=unit).documents
        assert document.length == len(left)
        return [left[start:end] for start, end in document.units]

    assert told("word") == ["Ja", "nu", "Nej", "nu", "Ja", "Nej"]
    assert told("sentence") == ["Ja nu.", "Ja.", "Nej."]
    assert told("turn") == ["Ja nu.", "Ja.", "Nej."]
    assert told("answer") == ["Nej."]
    assert told("document") == [left]
