"""A plugin that breaks in whatever way is named, and harms nothing else; nor is another blamed."""

import itertools
import math
import sys
from threading import Event

import attrs
import pytest
from tests.core.plugins.made import EntryPoint, Importer, hooked, importing

from qualog.errors import NotFound, PluginError
from qualog.material import ImportedDocument, Material
from qualog.options import NoOptions, option
from qualog.plugins import answers
from qualog.plugins.protocols import Proposal
from qualog.plugins.registry import Plugins, installed_plugins, plugin_errors

GOOD = EntryPoint("good", importing(Importer("good")), "bolt")


class Raising:
    """A module that raises when it is imported."""

    def __init__(self, error):
        self.error = error


class AtImport(EntryPoint):
    def load(self):
        raise self.module.error


def causes(plugins):
    return {str(each.origin): each.cause for each in plugins.failures}


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (SystemExit(3), "SystemExit: 3"),
        (SystemExit(), "SystemExit"),
        (GeneratorExit("over"), "GeneratorExit: over"),
        (RecursionError("too deep"), "RecursionError: too deep"),
        (BaseException("below all"), "BaseException: below all"),
    ],
)
def test_whatever_is_raised_at_import_or_in_a_hook(error, cause):
    def raises():
        raise error

    for broken in (
        AtImport("bad", Raising(error)),
        EntryPoint("bad", hooked("qualog_importers", raises)),
    ):
        plugins = Plugins.of([broken, GOOD])
        assert [each.name for each in plugins.importers()] == ["good"]
        assert causes(plugins) == {"bad (acme 1.2)": cause}


def test_the_user_stops_a_plugin_as_anything_else():
    with pytest.raises(KeyboardInterrupt):
        len(Plugins.of([AtImport("bad", Raising(KeyboardInterrupt()))]).importers())
    [good] = Plugins.of([GOOD]).importers()
    with pytest.raises(KeyboardInterrupt), plugin_errors(good):
        raise KeyboardInterrupt


def test_an_error_whose_own_text_is_broken():
    class Silent(Exception):
        def __str__(self):
            raise ValueError

    assert causes(Plugins.of([AtImport("bad", Raising(Silent()))])) == {"bad (acme 1.2)": "Silent"}


def test_a_hook_that_gives_things_without_end():
    bad = EntryPoint("bad", hooked("qualog_importers", lambda: itertools.repeat(Importer("one"))))
    plugins = Plugins.of([bad, GOOD])
    assert [each.name for each in plugins.importers()] == ["good"]
    assert "returned more than" in causes(plugins)["bad (acme 1.2)"]


@pytest.mark.parametrize("given", [None, 3, "word", Importer("one"), {"one": Importer("one")}])
def test_a_hook_that_gives_no_list(given):
    bad = EntryPoint("bad", hooked("qualog_importers", lambda: given))
    plugins = Plugins.of([bad, GOOD])
    assert [each.name for each in plugins.importers()] == ["good"]
    assert "and not a list" in causes(plugins)["bad (acme 1.2)"]


Broken = attrs.make_class("Broken", {"what": option(1, help="nothing")}, frozen=True)
Broken.__annotations__ = {"what": "Nothing"}  # so that its help cannot be made


def without(member):
    whole = Importer("bad")
    names = ("name", "summary", "options", "sniff", "read")
    kept = {name: getattr(whole, name) for name in names if name != member}
    return type(
        "Half",
        (),
        {
            name: staticmethod(v) if callable(v) and name in ("sniff", "read") else v
            for name, v in kept.items()
        },
    )()


def changed(**members):
    made = Importer("bad")
    for name, value in members.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    ("thing", "cause"),
    [
        (without("sniff"), "qualog_importers returned “bad”, which has no “sniff”"),
        (without("summary"), "qualog_importers returned “bad”, which has no “summary”"),
        (without("name"), "qualog_importers returned “Half”, which has no “name”"),
        (
            changed(name=3),
            "qualog_importers returned “Importer”, whose “name” is 3, and not a text",
        ),
        (changed(name="Bad One"), "“Bad One”: a name has small letters, digits and hyphens"),
        (changed(summary=None), "whose “summary” is None, and not a text"),
        (
            changed(options={}),
            "whose “options” is a value of the type dict, and not an attrs class",
        ),
        (changed(options=Broken), "NameError: name 'Nothing' is not defined"),
        (changed(sniff=0.5), "whose “sniff” is 0.5, and not a method"),
        (Importer, "returned the class Importer, and not an object of it: Importer()"),
        (None, "qualog_importers returned “NoneType”, which has no “name”"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_thing_that_is_not_what_its_kind_promises(thing, cause):
    """The others of the same hook are there all the same."""
    plugins = Plugins.of([EntryPoint("bad", importing(thing, Importer("other"))), GOOD])
    assert [each.name for each in plugins.importers()] == ["good", "other"]
    assert cause in causes(plugins)["bad (acme 1.2)"]


@pytest.mark.parametrize("hook", ["exporters", "theory_mappers", "agreement_measures", "stores"])
def test_every_kind_is_looked_at(hook):
    class Nearly:
        name = "bad"
        summary = "does something"

    bad = EntryPoint("bad", hooked(f"qualog_{hook}", lambda: [Nearly()]), group=f"qualog_{hook}")
    plugins = Plugins.of([bad])
    kind = {"theory_mappers": "mappers", "agreement_measures": "measures"}.get(hook, hook)
    assert list(getattr(plugins, kind)()) == []
    assert f"qualog_{hook} returned “bad”, which has no" in causes(plugins)["bad (acme 1.2)"]


def test_a_theory_that_is_no_path():
    module = hooked("qualog_theories", lambda: ["pack.toml"])
    plugins = Plugins.of([EntryPoint("bad", module, group="qualog_theories")])
    assert list(plugins.theories()) == []
    assert "returned 'pack.toml', and not a path" in causes(plugins)["bad (acme 1.2)"]


def test_a_hook_that_is_not_marked_as_one():
    module = importing()
    module.qualog_exporters = lambda: []
    bad = EntryPoint("bad", module, group="qualog_exporters")
    assert "has no hook qualog_exporters" in causes(Plugins.of([bad]))["bad (acme 1.2)"]


class Same(EntryPoint):
    value = "acme.both"


def test_a_line_that_names_a_wrong_group_does_not_harm_the_other_lines_of_its_module():
    module = importing(Importer("one"))
    lines = [Same("one", module), Same("two", module, group="qualog_exporters")]
    for order in (lines, lines[::-1]):
        plugins = Plugins.of(order)
        assert list(plugins.exporters()) == []
        assert [each.name for each in plugins.importers()] == ["one"]
        assert list(causes(plugins)) == ["two (acme 1.2)"]


def test_each_line_of_a_module_that_breaks_is_named_and_refused_by_its_name():
    class Broken(Same):
        def load(self):
            raise ImportError("no docx")

    plugins = Plugins.of([Broken("one", None), Broken("two", None), GOOD])
    for name in ("one", "two"):
        with pytest.raises(
            PluginError, match=rf"{name} \(acme 1.2\) is broken: ImportError: no docx"
        ):
            plugins.importers().named(name)
    assert set(causes(plugins)) == {"one (acme 1.2)", "two (acme 1.2)"}


def test_a_thing_is_blamed_by_the_line_of_its_name():
    """And not the other that the same module gives."""
    lines = [Same("one", importing(Importer("one"), changed(name="two", summary="")))]
    lines.append(Same("two", lines[0].module))
    plugins = Plugins.of(lines)
    assert [each.name for each in plugins.importers()] == ["one"]
    assert list(causes(plugins)) == ["two (acme 1.2)"]
    with pytest.raises(PluginError, match=r"two .* is broken"):
        plugins.importers().named("two")
    assert plugins.importers().named("one").name == "one"


def test_one_of_two_modules_of_a_distribution():
    plugins = Plugins.of(
        [EntryPoint("one", importing(Importer("one"))), EntryPoint("two", ImportError("oh"))]
    )
    assert [each.name for each in plugins.importers()] == ["one"]
    assert list(causes(plugins)) == ["two (acme 1.2)"]


def test_a_shipped_plugin_keeps_its_name_and_the_other_is_called_in_full():
    shipped = EntryPoint("kappa", importing(Importer("kappa")), "qualog")
    other = EntryPoint("kappa", importing(Importer("kappa")), "acme")
    plugins = Plugins.of([other, shipped])
    found = plugins.importers()
    assert found.named("kappa").origin.distribution == "qualog"
    assert found.named("acme:kappa").origin.distribution == "acme"
    assert {each.called for each in found} == {"kappa", "acme:kappa"}
    with pytest.raises(NotFound, match=r"acme:kappa, kappa|kappa, acme:kappa"):
        found.named("nothing-like-it")


def test_a_name_that_no_line_has_hides_no_shipped_plugin():
    shipped = EntryPoint("kappa", importing(Importer("kappa")), "qualog")
    other = EntryPoint("tools", importing(Importer("kappa")), "acme")
    found = Plugins.of([other, shipped]).importers()
    assert {each.called: each.origin.name for each in found} == {
        "kappa": "kappa",
        "acme:kappa": "tools",
    }


@pytest.mark.parametrize("wrong", ["yes", None, math.nan, True, 7, -0.1, [1]])
def test_how_sure_an_importer_is(wrong):
    assert answers.confidence(1) == 1.0
    with pytest.raises(PluginError, match=r"sniff returned .*, and not a number from 0 to 1"):
        answers.confidence(wrong)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("a text", "read returned 'a text', and not a Material"),
        (Material(documents=[]), "read: documents returned a value of the type list"),
        (
            Material(documents=("talk",)),
            "read: documents returned 'talk', and not a tuple of Impor",
        ),
    ],
)
def test_what_an_importer_reads(wrong, words):
    right = Material(documents=(ImportedDocument("talk", "Hello."),), dropped=("a picture",))
    assert answers.material(right) is right
    with pytest.raises(PluginError, match=words):
        answers.material(wrong)


@pytest.mark.parametrize("wrong", [None, "a text", 0.5, [0.5]])
def test_what_else_comes_back(wrong):
    assert answers.sentences(["left out"]) == ["left out"]
    assert answers.proposals(iter([Proposal("a", "b")])) == [Proposal("a", "b")]
    for right in (answers.sentences, answers.proposals, answers.paths):
        with pytest.raises(PluginError, match=r"returned .*, and not a list of"):
            right(wrong)


def test_what_a_plugin_raises_in_its_thread_is_raised():
    assert answers.within(5, lambda: 3) == 3
    with pytest.raises(SystemExit):
        answers.within(5, lambda: sys.exit(1))


def test_an_importer_that_does_not_answer_is_asked_no_more():
    asked, never = [], Event()

    def waits(plugin):
        asked.append(plugin.name)
        never.wait(60)

    try:
        [offer] = Plugins.of([GOOD]).importers()
        for _ in range(2):
            answer = offer.answer(waits, seconds=0.05)
            assert answer.cause == "it did not answer in 0.05 seconds"
        assert asked == ["good"]
    finally:
        never.set()


def test_only_others_plugins_are_asked_in_a_thread(monkeypatch):
    def refuse(seconds, act):
        raise AssertionError("no thread is needed")

    shipped = EntryPoint("good", importing(Importer("good")), "qualog")
    [offer] = Plugins.of([shipped]).importers()
    monkeypatch.setattr("qualog.plugins.registry.within", refuse)
    assert offer.answer(lambda plugin: plugin.name, seconds=1) == "good"


def test_options_that_a_plugin_itself_refuses():
    from qualog.options import read_options

    @attrs.frozen
    class Options:
        least: int = option(1, help="at least")

        def __attrs_post_init__(self):
            if self.least < 1:
                raise ValueError("least is too small")

    with pytest.raises(PluginError, match="the importer x does not take these options: least is"):
        read_options(Options, {"least": "0"}, owner="the importer x")
    assert read_options(NoOptions, {}, owner="x") == NoOptions()


def test_nothing_that_is_shipped_breaks_a_promise():
    plugins = installed_plugins()
    for kind in ("importers", "exporters", "measures", "mappers", "stores", "theories"):
        assert len(getattr(plugins, kind)())
    assert [each for each in plugins.failures if each.origin.is_shipped] == []
