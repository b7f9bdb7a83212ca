"""What lies between two moments, thing by thing."""

from qualog.history.difference import difference


def changes(before, after):
    return [(change.what, change.name, str(change.how)) for change in difference(before, after)]


def test_what_lies_between_two_moments(project):
    project.moments.name("before")
    project.codes.rename("trust", "reliance")
    project.codes.define("power", definition="who decides")
    project.codes.add("time", parent="power")
    coding = project.codings.apply("time", "talk", quote="most days")
    project.themes.add("leaning")
    project.themes.assign("leaning", ["reliance"])
    before, after = project.at("before").state, project.at().state
    assert changes(before, after) == [
        ("code", "reliance", "renamed from “trust”"),
        ("code", "power", "redefined"),
        ("code", "time", "created"),
        ("theme", "leaning", "formed"),
        ("theme", "leaning", "“reliance” added"),
        ("coding", "most days", "coded as “time” by Ingrid"),
    ]
    project.moments.name("between")
    project.codings.resize(coding.id, quote="They listen, most days.")
    project.codings.recode(coding.id, "power")
    project.codes.merge(["time"], "power")
    told = [how for *_, how in changes(after, project.at().state)]
    assert "merged into “power”" in told
    assert "recoded from “time” to “power”" in told
    start, end = project.state.codings[coding.id].start, project.state.codings[coding.id].end
    assert f"boundaries changed from {coding.start}:{coding.end} to {start}:{end}" in told
    back = [how for *_, how in changes(project.at().state, before)]
    assert "undone" in back
    assert "removed" in back
    assert difference(after, after) == []


def test_codes_move_retire_and_come_back(project):
    project.codes.add("time", parent="power")
    one = project.at().state
    project.codes.move("time", None)
    project.codes.retire("trust")
    two = project.at().state
    project.codes.move("time", "power")
    project.codes.restore("trust")
    three = project.at().state
    assert changes(one, two) == [
        ("code", "trust", "retired"),
        ("code", "time", "moved to the top"),
    ]
    assert changes(two, three) == [
        ("code", "trust", "restored"),
        ("code", "time", "moved under “power”"),
    ]


def test_a_split_names_what_became_of_the_code(project):
    before = project.at().state
    project.codes.split("trust", ["reliance", "hope"])
    told = changes(before, project.at().state)
    assert ("code", "trust", "split into “reliance” and “hope”") in told


def test_themes_change_in_every_way(project):
    for name in ("leaning", "people"):
        project.themes.add(name)
    project.themes.assign("leaning", ["trust"])
    one = project.at().state
    project.themes.rename("leaning", "resting")
    project.themes.define("resting", definition="on whom")
    project.themes.move("resting", "people")
    project.themes.unassign("resting", ["trust"])
    project.themes.retire("resting")
    two = project.at().state
    project.themes.restore("resting")
    three = project.at().state
    assert changes(one, two) == [
        ("theme", "resting", "renamed from “leaning”"),
        ("theme", "resting", "redefined"),
        ("theme", "resting", "moved"),
        ("theme", "resting", "retired"),
        ("theme", "resting", "“trust” removed"),
    ]
    assert changes(two, three) == [("theme", "resting", "restored")]
    empty = project.at("2000-01-01").state
    assert ("theme", "people", "undone") in changes(three, empty)


def test_a_long_passage_is_cut(project):
    before = project.at().state
    project.codings.apply("trust", "talk", span=(0, 80))
    [(_, words, _)] = changes(before, project.at().state)
    assert len(words) == 60
    assert words.endswith("…")
    assert "\n" not in words
