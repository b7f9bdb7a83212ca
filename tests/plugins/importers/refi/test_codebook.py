"""Codes under each other, and sets as themes or as groups of documents."""

from tests.plugins.importers.refi.projects import element, shown

from qualog_plugins.importers.refi.codebook import CodeReader, SetReader

CODES = element(
    '<Codes><Code guid="A" name="trust" color="#f00"><Description>relies\n\nInclude: words'
    '</Description><Code guid="B" name="low" isCodable="false"><NoteRef targetGUID="N"/></Code>'
    '</Code><Code guid="C" name="LOW"/><Code guid="D"/></Codes>'
)


def codes():
    reader = CodeReader()
    reader.read(CODES)
    return reader


def sets(markup):
    reader = SetReader(codes())
    reader.read(element(f"<Sets>{markup}</Sets>"))
    return reader


def test_codes_are_under_each_other_and_called_differently():
    reader = codes()
    assert [(code.name, code.parent) for code in reader.codes.values()] == [
        ("trust", None), ("LOW", None), ("unnamed code", None), ("low (trust)", "trust"),
    ]  # fmt: skip
    assert (reader.codes["a"].definition, reader.codes["a"].include) == ("relies", "words")
    assert (reader.name("b"), reader.name("x")) == ("low (trust)", None)
    assert reader.notes["b"] == ("n",)


def test_what_changed_in_a_codebook_is_told():
    dropped = shown(codes().left_behind(ours=False))
    assert dropped == [
        "the name of a code that has none, or that of another code: "
        "it is called “unnamed code” here",
        "the name of a code that has none, or that of another code: "
        "it is called “low (trust)” here",
        "that nothing may be coded with a code that is a folder (one code)",
        "the colours of codes (one code)",
    ]
    assert shown(codes().left_behind(ours=True)) == dropped[:3]


def test_a_set_of_codes_or_of_nothing_is_a_theme():
    reader = sets(
        '<Set guid="S" name="Ties"><Description>how</Description><MemberCode targetGUID="A"/>'
        '<MemberCode targetGUID="A"/><MemberCode targetGUID="X"/><MemberNote targetGUID="N"/></Set>'
        '<Set guid="T" name="Self"/>'
    )
    assert [(theme.name, theme.definition, theme.codes) for theme in reader.themes.values()] == [
        ("Ties", "how", ("trust",)), ("Self", "", ()),
    ]  # fmt: skip
    assert (reader.notes["s"], reader.sources) == (("n",), {})


def test_a_set_of_sources_is_a_group_and_what_is_said_of_it_is_left_behind():
    reader = sets(
        '<Set guid="S" name="Old"><Description>x</Description><MemberSource targetGUID="P"/></Set>'
    )
    assert (reader.sources, reader.themes) == ({"Old": ["p"]}, {})
    assert shown(reader.dropped) == ["what is said of the set of sources “Old”"]


def test_themes_are_put_under_others_but_never_under_themselves():
    reader = sets("".join(f'<Set guid="{letter}" name="{letter}"/>' for letter in "STU"))
    links = "".join(
        f'<Link guid="{number}" name="{name}" originGUID="{lower}" targetGUID="{upper}"/>'
        for number, (name, lower, upper) in enumerate(
            [("subtheme of", "S", "T"), ("subtheme of", "T", "S"), ("like", "U", "T")]
        )
    )
    assert reader.put_under(element(f"<Links>{links}</Links>")) == {"0"}
    assert {theme.name: theme.parent for theme in reader.themes.values()} == {
        "S": "T", "T": None, "U": None,
    }  # fmt: skip
