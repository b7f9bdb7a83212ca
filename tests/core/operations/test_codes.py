"""The codebook: created, renamed, defined, moved, merged, split, retired."""

import pytest

from qualog.errors import NotAllowed


def test_a_code_is_created_with_all_that_describes_it(project):
    code = project.codes.add(
        " leaning ",
        definition="leans on somebody",
        include="says so",
        exclude="only thinks so",
        examples=["I call her"],
        parent="trust",
    )
    assert (code.name, code.definition) == ("leaning", "leans on somebody")
    assert (code.include, code.exclude, code.examples) == (
        "says so",
        "only thinks so",
        ("I call her",),
    )
    assert project.state.codebook.path(code.id) == "trust / leaning"


def test_what_is_refused_of_names(project, refused):
    codes = project.codes
    refused(r"There is already a code “trust” \(\w{8}\)\.", codes.add, "Trust")
    refused("A code needs a name", codes.add, "  ")
    refused("half a character", codes.add, "x\ud800")
    refused("no code “trsut”. Did you mean “trust”", codes.rename, "trsut", "x")
    refused("already a code “power”", codes.rename, "trust", "Power")
    refused("no code “nothing”", codes.add, "x", parent="nothing")


@pytest.mark.parametrize("field", ["definition", "include", "exclude"])
def test_words_that_cannot_be_written_are_refused(project, refused, field):
    refused("half a character", project.codes.add, "x", **{field: "\ud800"})
    refused("half a character", project.codes.define, "trust", **{field: "\ud800"})


def test_examples_that_cannot_be_written_are_refused(project, refused):
    refused("half a character", project.codes.add, "x", examples=["fine", "\ud800"])
    refused("half a character", project.codes.define, "trust", examples=["\ud800"])
    refused(
        "half a character", project.codes.split, "trust", ["a", "b"], definitions=["x", "\ud800"]
    )


def test_a_code_keeps_its_codings_when_it_is_renamed(project):
    coding = project.codings.apply("trust", "talk", turn=2)
    project.codes.rename("trust", "reliance")
    assert project.state.codebook.name(project.state.codings[coding.id].code) == "reliance"


def test_a_definition_is_changed_and_the_rest_of_it_stays(project, refused):
    codes = project.codes
    codes.define("trust", include="says so", exclude="only thinks so", examples=["one", "two"])
    codes.define("trust", definition="")
    found = project.find.code("trust")
    assert (found.definition, found.include, found.exclude) == ("", "says so", "only thinks so")
    assert found.examples == ("one", "two")
    codes.define("trust", examples=[])
    found = project.find.code("trust")
    assert (found.include, found.exclude, found.examples) == ("says so", "only thinks so", ())
    codes.define("trust", include="", exclude="")
    found = project.find.code("trust")
    assert (found.include, found.exclude) == ("", "")
    refused("What is to change", codes.define, "trust")


def test_a_code_is_moved_but_never_under_itself(project, refused):
    codes = project.codes
    refused("“trust” cannot be moved under itself", codes.move, "trust", "trust")
    codes.move("power", "trust")
    codes.add("voice", parent="power")
    refused("“trust” cannot be moved under itself", codes.move, "trust", "voice")
    codes.move("voice", None)
    assert project.find.code("voice").parent is None
    assert project.find.code("power").parent == project.find.code("trust").id
    codes.retire("trust")
    refused("is retired", codes.move, "voice", "trust")


def test_codes_are_merged_and_their_codings_go_along(project, refused):
    codes = project.codes
    codes.add("faith")
    coding = project.codings.apply("faith", "talk", turn=2)
    refused("“trust” cannot be merged into itself", codes.merge, ["faith", "trust"], "trust")
    refused("Which codes are to be merged", codes.merge, [], "trust")
    codes.merge(["faith", "power"], "trust")
    trust = project.find.code("trust")
    assert [each.id for each in project.state.codings_of(trust.id)] == [coding.id]
    refused("“faith” has already been merged", codes.merge, ["faith"], "trust")
    refused("Use that code", codes.merge, ["trust"], "faith")


def test_a_split_needs_two_names_and_as_many_definitions(project, refused):
    split = project.codes.split
    refused("at least two codes", split, "trust", ["one"])
    refused("at least two codes", split, "trust", ["one", "One"])
    refused("a definition for each", split, "trust", ["a", "b"], definitions=["x"])
    refused("already a code “power”", split, "trust", ["a", "power"])
    a, b = split("trust", ["a", "b"], definitions=["first", "second"])
    assert [(code.name, code.definition) for code in (a, b)] == [("a", "first"), ("b", "second")]
    assert project.find.code("trust").status == "split"


def test_a_split_recodes_what_is_named_and_leaves_the_rest(project, refused):
    codes = project.codes
    first = project.codings.apply("trust", "talk", turn=2)
    second = project.codings.apply("trust", "talk", turn=4)
    other = project.codings.apply("power", "talk", turn=4)
    into = ["in people", "in rules"]
    refused("“else” is not one of the new codes, which are: in people and in rules",
            codes.split, "trust", into, recode={first.id: "else"})  # fmt: skip
    refused(f"{other.id[:8]} is not a coding of “trust”",
            codes.split, "trust", into, recode={other.id: "in rules"})  # fmt: skip
    people, rules = codes.split("trust", into, recode={first.id: "IN People"})
    trust = project.find.code("trust")
    assert [each.id for each in project.state.codings_of(people.id)] == [first.id]
    assert [each.id for each in project.state.codings_of(trust.id)] == [second.id]
    project.codings.recode(second.id, "in rules")
    codes.merge(["in people"], "in rules")
    assert len(project.state.codings_of(rules.id)) == 2
    assert project.state.codebook.resolve(people.id) == rules.id


def test_a_code_of_a_merged_one_may_be_recoded_in_a_split(project):
    project.codes.add("faith")
    coding = project.codings.apply("faith", "talk", turn=2)
    project.codes.merge(["faith"], "trust")
    one, _ = project.codes.split("trust", ["one", "two"], recode={coding.id: "one"})
    assert [each.id for each in project.state.codings_of(one.id)] == [coding.id]


def test_codes_that_are_no_longer_in_use_say_what_to_do(project, refused):
    codes, apply = project.codes, project.codings.apply
    codes.add("faith")
    codes.merge(["faith"], "trust")
    refused("“faith” was merged into “trust”. Use that code", apply, "faith", "talk", turn=2)
    codes.split("power", ["over", "with"])
    refused("“power” was split. Use “over” or “with” instead", apply, "power", "talk", turn=2)
    codes.retire("over")
    refused(
        "“over” is retired. To use it again: qualog code restore", apply, "over", "talk", turn=2
    )
    with pytest.raises(NotAllowed, match="is retired"):
        codes.retire("over")
    codes.restore("over")
    assert apply("over", "talk", turn=2).code == project.find.code("over").id
    assert codes.add("faith").is_live  # a name that is free again


def test_only_a_retired_code_is_restored(project, refused):
    refused("“trust” is not retired", project.codes.restore, "trust")
    project.codes.add("faith")
    project.codes.merge(["faith"], "trust")
    refused("“faith” is not retired", project.codes.restore, "faith")
