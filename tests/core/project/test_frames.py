"""Frames: rows of plain names and values, and agreement as the command measures it."""

import json
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualog.errors import BadInput, NotAllowed, NotFound
from qualog.material import ImportedDocument, Material
from qualog.project.project import Project
from qualog.tables.frame import Frame
from qualog_cli.main import qualog

KINDS = ("codings", "codes", "documents", "turns", "participants", "memos", "decisions")


@pytest.fixture
def coded(project):
    """The study with codings of both authors, a joint one, memos, attributes and a moment."""
    both = ["Ingrid", "Samir"]
    project.attributes.define("years", "integer")
    project.attributes.define("since", "date")
    project.attributes.define("days", "yes-no")
    project.attributes.define("pseudonym")
    for name, value in (("years", "12"), ("since", "2020-02-01"), ("pseudonym", "none")):
        project.attributes.give("Anna", name, value)
    project.attributes.give("talk", "days", "yes")
    project.codings.apply("trust", "talk", turn=2, by=["Ingrid"])
    project.codings.apply("trust", "talk", turn=2, by=["Samir"])
    project.codings.apply("power", "talk", turn=4, by=["Samir"])
    project.moments.name("first pass")
    project.codings.apply("power", "talk", quote="most days", by=both)
    project.codings.apply("power", "talk", turn=4, by=["Ingrid"])
    project.memos.write("all of it?", about="trust")
    project.memos.write("on the study")
    project.documents.mark_read("talk", by=both)
    return project


def test_codings_have_names_and_times(coded):
    first = coded.frames.codings()[0]
    state = coded.state
    assert first["id"] in state.codings
    assert (first["document"], first["code"], first["coders"]) == ("talk", "trust", "Ingrid")
    assert first["participants"] == "Anna"
    assert first["quotation"] == state.quote(state.codings[first["id"]])
    assert first["made"] == datetime(2025, 6, 15, 15, 6, 40, tzinfo=UTC)
    assert [row["coders"] for row in coded.frames.codings()].count("Ingrid; Samir") == 1


def test_codes_are_counted(coded):
    counts = {row["name"]: (row["codings"], row["documents"]) for row in coded.frames.codes()}
    assert counts == {"trust": (2, 1), "power": (3, 1)}


def test_turns_have_their_words_and_who_speaks(coded):
    turns = coded.frames.turns()
    assert [row["turn"] for row in turns] == [1, 2, 3, 4]
    assert turns[3]["text"] == "They listen, most days."
    assert [row["label"] for row in turns] == ["I", "R", "I", "R"]


def test_memos_name_what_they_are_about(coded):
    memos = {row["text"]: (row["kind"], row["about"]) for row in coded.frames.memos()}
    assert memos == {"all of it?": ("code", "trust"), "on the study": ("study", None)}


def test_decisions_are_sentences(coded):
    decisions = coded.frames.decisions()
    assert len(decisions) == coded.state.decisions
    assert decisions[-1]["reverted"] is False
    assert isinstance(decisions[0]["at"], datetime)


def test_attributes_are_columns_with_values_of_their_types(coded):
    [anna] = coded.frames.participants()
    assert (anna["pseudonym"], anna["years"], anna["since"]) == ("Anna", 12, date(2020, 2, 1))
    assert anna["pseudonym_2"] == "none"
    assert "days" not in anna
    [talk] = coded.frames.documents()
    assert (talk["days"], talk["turns"], talk["codings"]) == (True, 4, 5)
    assert "years" not in talk


def test_attributes_are_columns_of_every_group(coded):
    for where in ("years = 12", "years > 99"):
        group = coded.frames.participants(where=where)
        assert group.columns == coded.frames.participants().columns
        assert group.types["since"] is date
    assert not coded.frames.participants(where="years > 99")


def test_frames_are_as_of_a_moment_and_of_a_group(coded):
    assert len(coded.frames.codings()) == 5
    assert len(coded.frames.codings(at="first pass")) == 3
    assert len(coded.frames.codings(where="years > 12")) == 0
    assert len(coded.frames.codings("first pass", "years = 12")) == 3
    with pytest.raises(NotFound):
        coded.frames.codings(at="never named")


@pytest.mark.parametrize("kind", KINDS)
def test_a_frame_without_rows_has_its_columns(coded, kind):
    everything = getattr(coded.frames, kind)()
    nothing = getattr(coded.frames, kind)(at="1999-01-01")
    assert not nothing
    assert everything
    added = {"years", "since", "days", "pseudonym_2"}
    assert [each for each in everything.columns if each not in added] == list(nothing.columns)


def test_what_a_blind_round_hides_is_in_no_frame(coded):
    coded.rounds.open("R", documents=["talk"], coders=["Ingrid", "Samir"], blind=True)
    with Project.open(coded.path, author=["Samir"]) as samir:
        samir.codings.apply("power", "talk", quote="How was it?", why="Quixotic")
        assert "Quixotic" in str(samir.frames.decisions())
        decisions = len(samir.frames.decisions())
    with Project.open(coded.path, viewer=["Ingrid"]) as ingrid:
        assert "Quixotic" not in str([getattr(ingrid.frames, kind)() for kind in KINDS])
        assert "How was it?" not in [row["quotation"] for row in ingrid.frames.codings()]
        assert len(ingrid.frames.decisions()) < decisions


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("code", ("--by", "code")),
        ("document", ("--by", "document", "--unit", "turn")),
        ("pair", ("--by", "pair", "--measure", "alpha", "--measure", "percent")),
        (None, ("--where", "years = 12", "--at", "first pass")),
        ("code", ("--interval", "units", "--unit", "turn", "--resamples", "200", "--level", "0.8")),
        (None, ("--interval", "units", "--unit", "turn", "--seed", "7", "--level", "0.8")),
    ],
)
def test_agreement_has_the_figures_of_the_command(coded, by, words):
    options = dict(zip(words[::2], words[1::2], strict=True))
    measures = [
        value for name, value in zip(words[::2], words[1::2], strict=True) if "meas" in name
    ]
    frame = coded.frames.agreement(
        *measures,
        unit=options.get("--unit", "character"),
        by=by,
        at=options.get("--at"),
        where=options.get("--where"),
        interval=options.get("--interval"),
        resamples=int(options.get("--resamples", 10_000)),
        seed=int(options.get("--seed", 1)),
        level=float(options.get("--level", 0.95)),
    )
    ran = CliRunner().invoke(qualog, ["agree", "--json", "-p", str(coded.path), *words])
    said = json.loads(ran.stdout)["agreement"]["measures"]
    figures = [
        (name, group.get("name"), group["agreement"])
        for name, report in said.items()
        for group in ([{"agreement": report["overall"]}] if by is None else report["groups"])
    ]
    assert len(frame) == len(figures) > 0
    for row, (name, of, figure) in zip(frame, figures, strict=True):
        assert (row["measure"], row["of"], row["by"]) == (name, of, by)
        assert (row["value"], row["units"]) == (figure["value"], figure["units"])
        assert (row["undefined"] or "", row["unit"]) == (figure["undefined"], figure["unit"])
        assert row["coders"] == "Ingrid; Samir"
        interval = figure["interval"] or {"low": None, "high": None}
        assert (row["low"], row["high"]) == (interval["low"], interval["high"])
    assert ("--level" in words) == any(row["level"] == 0.8 for row in frame)


def test_agreement_by_moment_is_that_of_then(coded):
    [then] = coded.frames.agreement("alpha", by="moment")
    [at] = coded.frames.agreement("alpha", at="first pass")
    [now] = coded.frames.agreement("alpha")
    assert (then["of"], then["value"]) == ("first pass", at["value"])
    assert now["value"] != then["value"]


def test_agreement_takes_options_of_a_measure_and_what_is_compared(coded):
    plain = coded.frames.agreement("alpha", unit="turn")
    weighed = coded.frames.agreement("alpha", unit="turn", options={"difference": "jaccard"})
    assert plain[0]["title"] != weighed[0]["title"] or plain[0]["value"] != weighed[0]["value"]
    [one] = coded.frames.agreement("alpha", codes=["trust"], by="code")
    assert one["of"] == "trust"
    with pytest.raises(BadInput, match="two coders"):
        coded.frames.agreement(coders=["Ingrid"])
    assert coded.frames.agreement("alpha", where="years > 12")[0]["value"] is None
    assert coded.frames.agreement("alpha", where="years = 12")[0]["value"] is not None


def test_agreement_in_a_round_is_as_of_its_close(coded):
    coded.rounds.open("R", documents=["talk"], coders=["Ingrid", "Samir"])
    coded.rounds.close("R")
    [closed] = coded.frames.agreement("alpha")
    coded.codings.apply("trust", "talk", turn=1, by=["Samir"])
    assert coded.frames.agreement("alpha", round="R")[0]["value"] == closed["value"]
    assert coded.frames.agreement("alpha")[0]["value"] != closed["value"]
    [by_round] = coded.frames.agreement("alpha", by="round")
    assert (by_round["of"], by_round["value"]) == ("R", closed["value"])


def test_a_coefficient_that_is_undefined_says_why(coded):
    [row] = coded.frames.agreement("alpha", at="1999-01-01")
    assert row["value"] is None
    assert row["undefined"]


def test_the_columns_of_agreement_are_always_the_same(coded):
    frames = [coded.frames.agreement(by=by) for by in (None, "code", "theme", "pair", "moment")]
    assert len({frame.columns for frame in frames}) == 1
    assert not frames[2]


@pytest.mark.frames
@pytest.mark.parametrize("kind", KINDS)
def test_types_hold_in_pandas_polars_and_arrow_with_and_without_rows(coded, kind):
    import polars

    def kinds(frame):
        return [str(type_) for type_ in frame.to_pandas().dtypes.iloc[: len(nothing.columns)]]

    everything = getattr(coded.frames, kind)()
    nothing = getattr(coded.frames, kind)(at="1999-01-01")
    for frame in (everything, nothing):
        assert list(frame.to_pandas().columns) == list(frame.columns)
        assert frame.to_polars().columns == list(frame.columns)
        assert frame.to_arrow().column_names == list(frame.columns)
        assert len(frame.to_pandas()) == len(frame.to_polars()) == len(frame)
        assert frame.to_arrow().to_pylist() == list(frame) == frame.to_polars().to_dicts()
        for name, type_ in frame.types.items():
            if type_ is datetime:
                assert str(frame.to_pandas()[name].dtype) == "datetime64[us, UTC]"
                assert frame.to_polars()[name].dtype == polars.Datetime("us", "UTC")
    assert kinds(everything) == kinds(nothing)


@pytest.mark.frames
def test_what_a_query_finds_goes_to_pandas_polars_and_arrow(coded):
    found = coded.sql("SELECT name, codings, codings / 2.0 AS half, NULL AS unknown FROM codebook")
    assert found.to_arrow().to_pylist() == found.to_polars().to_dicts() == list(found)
    assert found.to_pandas()["codings"].sum() == 5
    mixed = coded.sql("SELECT 1 AS a UNION ALL SELECT 'x'")
    assert mixed.to_pandas()["a"].tolist() == [1, "x"]
    for convert in (mixed.to_polars, mixed.to_arrow):
        with pytest.raises(BadInput, match=r"CAST\(a AS TEXT\)"):
            convert()
    whole = coded.sql("SELECT 1 AS a UNION ALL SELECT 2.5")
    assert whole.to_polars()["a"].to_list() == [1.0, 2.5]


@pytest.mark.parametrize("package", ["pandas", "polars", "pyarrow"])
def test_a_package_that_is_missing_is_named_with_how_to_get_it(coded, monkeypatch, package):
    monkeypatch.setitem(__import__("sys").modules, package, None)
    convert = {"pandas": "to_pandas", "polars": "to_polars", "pyarrow": "to_arrow"}[package]
    with pytest.raises(NotAllowed) as caught:
        getattr(coded.frames.codes(), convert)()
    assert str(caught.value) == f"{package} is not installed: pip install 'qualog[frames]'"


def test_a_notebook_shows_the_first_rows_and_how_many_are_left():
    frame = Frame([{"a": f"<{number}>", "b": None} for number in range(25)], {"a": str, "b": str})
    shown = frame._repr_html_()
    assert shown.count("<tr>") == 21
    assert "<td>&lt;19&gt;</td><td></td>" in shown
    assert "5 more rows are not shown." in shown
    assert "not shown" not in Frame(frame[:20], frame.types)._repr_html_()


WORDS = st.text("abc é\n=", min_size=1, max_size=12).filter(str.strip)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    texts=st.lists(WORDS, max_size=3),
    names=st.lists(WORDS.map(str.strip), max_size=3, unique_by=str.casefold),
    acts=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans()),
        max_size=6,
        unique_by=lambda act: act[:2],  # nobody codes a passage twice with one code
    ),
)
def test_the_counts_of_any_study_are_those_of_its_state(tmp_path_factory, texts, names, acts):
    place = tmp_path_factory.mktemp("any") / "s.qualog"
    with Project.create(place, "S", ["Ann", "Ben"]) as project:
        for number, text in enumerate(texts):
            document = ImportedDocument(f"d{number}", text)
            project.imports.import_(Material(documents=(document,)), importer="test")
        for name in names:
            project.codes.add(name)
        for document, code, is_undone in acts:
            if document < len(texts) and code < len(names):
                span = (0, len(project.state.text(project.find.document(f"d{document}").id)))
                made = project.codings.apply(
                    project.find.code(names[code]).id, f"d{document}", span=span
                )
                if is_undone:
                    project.undo(made.made.decision)
        state, frames = project.state, project.frames
        assert {row["id"] for row in frames.codings()} == set(state.codings)
        assert {row["id"] for row in frames.codes()} == set(state.codebook.codes)
        assert {row["id"] for row in frames.documents()} == set(state.documents)
        assert {row["id"] for row in frames.memos()} == set(state.memos)
        assert len(frames.decisions()) == state.decisions
        assert sum(row["codings"] for row in frames.codes()) == len(state.codings)
        assert sum(row["codings"] for row in frames.documents()) == len(state.codings)
        turns = [len(document.turns) for document in state.documents.values()]
        assert [row["turns"] for row in frames.documents()] == turns
        assert len(frames.turns()) == sum(turns)


@pytest.mark.parametrize("wrong", [{"unit": "turns"}, {"by": "codes"}, {"interval": "x"}])
def test_a_choice_that_there_is_not_is_refused_with_those_that_there_are(coded, wrong):
    [(name, chosen)] = wrong.items()
    with pytest.raises(BadInput, match=f"“{chosen}” is not a choice for {name}. There are .*, "):
        coded.frames.agreement("percent", **wrong)


def test_measures_are_texts_of_their_own(coded):
    with pytest.raises(BadInput, match="Name each measure as a text of its own"):
        coded.frames.agreement(["percent", "alpha"])
