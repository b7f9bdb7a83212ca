"""Options of plugins: declared once, typed by a person, described in help."""

import re
from typing import Literal

import pytest
from attrs import frozen

from qualog.errors import PluginError
from qualog.options import NoOptions, describe_options, option, read_options, split_assignments


@frozen
class Options:
    """Options of each sort."""

    separator: str = option(";", help="what stands between")
    most_pages: int = option(3, help="at most")
    share: float | None = option(None, help="a part")
    strict: bool = option(False, help="no mercy")
    unit: Literal["turn", "word"] = option("turn", help="what is counted")


def test_options_are_read_from_what_was_typed():
    typed = split_assignments(
        ["most-pages=7", "strict=yes", "separator=a=b", "share=0.5", "unit=word"]
    )
    assert read_options(Options, typed, owner="it") == Options(
        separator="a=b", most_pages=7, share=0.5, strict=True, unit="word"
    )
    assert read_options(Options, {"most_pages": "7"}, owner="it").most_pages == 7
    assert read_options(NoOptions, {}, owner="it") == NoOptions()


@pytest.mark.parametrize("yes", ["yes", "TRUE", "on", "1"])
def test_a_switch_is_typed_in_several_ways(yes):
    assert read_options(Options, {"strict": yes}, owner="it").strict
    assert not read_options(Options, {"strict": "off"}, owner="it").strict


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("nothing", "“nothing” is not an option. Write it as: -o name=value"),
        (
            "other=1",
            "There is no option “other”. The options of it are: separator, most-pages, share, "
            "strict and unit.",
        ),
        ("most-pages=many", "for the option “most-pages” of it. Write a whole number."),
        (
            "strict=perhaps",
            "“perhaps” is not a value for the option “strict” of it. Write yes or no.",
        ),
        ("share=half", "Write a number."),
        ("unit=page", "Write one of turn, word."),
    ],
)
def test_options_that_are_wrong(typed, words):
    with pytest.raises(PluginError, match=re.escape(words)):
        read_options(Options, split_assignments([typed]), owner="it")


def test_a_plugin_without_options_says_so():
    with pytest.raises(PluginError, match="no option “x”: the importer word has none"):
        read_options(NoOptions, {"x": "1"}, owner="the importer word")


def test_options_are_described():
    shown = [
        (each.name, str(each.type), str(each.default), each.help)
        for each in describe_options(Options)
    ]
    assert shown == [
        ("separator", "a text", ";", "what stands between"),
        ("most-pages", "a whole number", "3", "at most"),
        ("share", "a number", "none", "a part"),
        ("strict", "yes|no", "no", "no mercy"),
        ("unit", "turn|word", "turn", "what is counted"),
    ]
