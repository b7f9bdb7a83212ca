"""Plugins: found by entry point, loaded when they are asked for, kept apart when they break."""

import types

import click
import pytest
from tests.core.plugins.made import EntryPoint, Importer, hooked, importing
from tests.folders import ROOT

from qualog.errors import Ambiguous, BadInput, NotFound, PluginError
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.registry import Plugins, installed_plugins, plugin_errors


def names(offers):
    return [each.name for each in offers]


def test_the_shipped_plugins_come_in_by_the_same_door():
    plugins = installed_plugins()
    assert plugins.failures == []
    assert {each.distribution for each in plugins.origins} == {"qualog"}
    assert names(plugins.importers()) == [
        "attributes",
        "brat",
        "catma",
        "chat",
        "code-list",
        "codebook-csv",
        "coded-segments",
        "coded-units",
        "doccano",
        "elan",
        "html",
        "inception",
        "label-studio",
        "maxqda-mex",
        "odt",
        "otranscribe",
        "pdf",
        "plain-text",
        "qcoder",
        "qualcoder",
        "refi-qda",
        "rqda",
        "rtf",
        "subtitles",
        "survey",
        "taguette",
        "textgrid",
        "token-table",
        "uima-xmi",
        "web-annotations",
        "webanno-tsv",
        "whisper",
        "word",
    ]
    assert names(plugins.measures()) == [
        "ac1",
        "ac2",
        "alpha",
        "alpha-u-1995",
        "boundary-similarity",
        "brennan-prediger",
        "conger",
        "cu-alpha",
        "fleiss",
        "gamma",
        "holsti",
        "iou",
        "kappa",
        "ku-alpha",
        "light",
        "percent",
        "pi",
        "pk",
        "pooled-kappa",
        "span-f1",
        "u-alpha",
        "u-alpha-binary",
        "weighted-kappa",
        "window-diff",
    ]
    assert len(plugins.theories()) == 3


def test_each_shipped_plugin_is_named_by_a_line_of_its_own():
    """So it is loaded alone where it is asked for by its name."""
    plugins = installed_plugins()
    for offers in (
        plugins.importers(),
        plugins.exporters(),
        plugins.measures(),
        plugins.mappers(),
        plugins.theories(),
        plugins.stores(),
    ):
        assert [each.origin.name for each in offers] == names(offers)


def test_nothing_is_loaded_before_it_is_asked_for():
    importer = EntryPoint("one", importing(Importer("one")))
    store = EntryPoint("two", hooked("qualog_stores", lambda: []), group="qualog_stores")
    plugins = Plugins.of([importer, store])
    offers = plugins.importers()
    assert importer.loads == []
    assert names(offers) == ["one"]
    assert (importer.loads, store.loads) == (["one"], [])
    assert len(plugins.importers()) == 1
    assert next(iter(plugins.importers())) is offers[0]
    assert importer.loads == ["one"], "it is loaded once"


def test_what_is_asked_for_by_name_is_loaded_alone():
    one = EntryPoint("one", importing(Importer("one")))
    other = EntryPoint("other", importing(Importer("other")))
    plugins = Plugins.of([one, other])
    assert plugins.importers().named("one").name == "one"
    assert (one.loads, other.loads) == (["one"], [])
    assert plugins.importers().named("acme:other").name == "other"
    assert other.loads == ["other"]


def test_what_no_line_is_named_after_is_found_in_all_of_its_kind():
    several = EntryPoint("several", importing(Importer("one"), Importer("other")))
    offer = Plugins.of([several]).importers().named("other")
    assert (offer.name, offer.origin.name) == ("other", "several")


def test_a_module_that_several_lines_name_is_loaded_and_asked_once():
    asked = []

    def hook():
        asked.append(1)
        return [Importer("one"), Importer("two")]

    module = hooked("qualog_importers", hook)

    class Same(EntryPoint):
        value = "acme.both"

    lines = [Same("one", module), Same("two", module)]
    plugins = Plugins.of(lines)
    assert [each.origin.name for each in plugins.importers()] == ["one", "two"]
    assert plugins.importers().named("two").name == "two"
    assert len(asked) == 1
    assert sum(len(each.loads) for each in lines) == 1
    assert len(plugins.origins) == 1


def test_a_line_of_the_group_qualog_may_give_anything():
    module = importing(Importer("one"))
    module.qualog_theories = hookimpl(lambda: [ROOT / "pack.toml"])
    module.qualog_theories.__name__ = "qualog_theories"
    plugins = Plugins.of([EntryPoint("any", module, group="qualog")])
    assert names(plugins.importers()) == ["one"]
    assert names(plugins.theories()) == ["pack"]
    assert names(plugins.exporters()) == []
    assert plugins.failures == []


def test_a_line_of_a_kind_gives_that_kind_alone():
    """Else what there is would depend on what was asked for before."""
    module = importing(Importer("one"))
    module.qualog_theories = hookimpl(lambda: [ROOT / "pack.toml"])
    module.qualog_theories.__name__ = "qualog_theories"
    plugins = Plugins.of([EntryPoint("one", module)])
    assert names(plugins.importers()) == ["one"]
    assert names(plugins.theories()) == []


def test_lines_of_other_programs_are_none_of_ours():
    strange = EntryPoint("x", ImportError("not ours"), group="qualogue")
    plugins = Plugins.of(
        [strange, EntryPoint("y", ImportError("nor this"), group="console_scripts")]
    )
    assert plugins.failures == []
    assert strange.loads == []


def test_a_plugin_that_cannot_be_imported_takes_nothing_else_down():
    broken = EntryPoint("broken", ImportError("no module named 'acme'\nsecond line"))
    plugins = Plugins.of([broken, EntryPoint("good", importing(Importer("one")))])
    assert names(plugins.importers()) == ["one"]
    [failure] = plugins.failures
    assert str(failure.origin) == "broken (acme 1.2)"
    assert failure.cause == "ImportError: no module named 'acme'"
    assert "Traceback" in failure.traceback
    assert [each.name for each in plugins.origins] == ["good"]


def test_all_that_is_wrong_is_found_without_asking_for_a_kind():
    broken = EntryPoint("broken", ImportError("oh"), group="qualog_stores")
    assert [each.cause for each in Plugins.of([broken]).failures] == ["ImportError: oh"]


def test_a_module_without_the_hook_of_its_group_is_broken():
    module = importing(Importer("one"))
    plugins = Plugins.of([EntryPoint("one", module, group="qualog_exporters")])
    assert names(plugins.exporters()) == []
    [failure] = plugins.failures
    assert "acme.one has no hook qualog_exporters" in failure.cause
    [failure] = Plugins.of([EntryPoint("one", module, group="qualog_importer")]).failures
    assert "has no hook qualog_importer," in failure.cause


def test_a_hook_that_raises_takes_nothing_else_down():
    def raises():
        raise ZeroDivisionError("oh")

    module = hooked("qualog_importers", raises)
    plugins = Plugins.of([EntryPoint("a", module), EntryPoint("b", importing(Importer("one")))])
    assert names(plugins.importers()) == ["one"]
    assert [each.cause for each in plugins.failures] == ["ZeroDivisionError: oh"]
    assert names(plugins.importers()) == ["one"]
    assert len(plugins.failures) == 1


def test_a_broken_plugin_that_is_asked_for_by_name_says_so():
    broken = EntryPoint("word", ImportError("no docx"))
    strange = EntryPoint("csv", ImportError("not this one"), group="qualog_exporters")
    plugins = Plugins.of([broken, strange])
    with pytest.raises(PluginError, match=r"word \(acme 1.2\) is broken: ImportError: no docx"):
        plugins.importers().named("word")
    assert len(plugins.failures) == 2
    with pytest.raises(NotFound, match="no importer “csv”"):
        plugins.importers().named("csv")


def test_two_plugins_of_one_name_are_told_apart():
    plugins = Plugins.of(
        [
            EntryPoint("same", importing(Importer("same")), "acme"),
            EntryPoint("same", importing(Importer("same")), "bolt"),
        ]
    )
    with pytest.raises(Ambiguous, match=r"importer “same”.*acme:same or bolt:same"):
        plugins.importers().named("same")
    assert plugins.importers().named("bolt:same").origin.distribution == "bolt"


def test_a_name_that_nothing_has_is_answered_with_what_is_close():
    measures = installed_plugins().measures()
    with pytest.raises(NotFound, match=r"There is no measure “alhpa”. Did you mean “alpha”"):
        measures.named("alhpa")
    with pytest.raises(
        NotFound, match=r"no measure “banana”. The measures are: ac1, ac2, alpha, .*, window-diff\."
    ):
        measures.named("banana")
    with pytest.raises(NotFound, match=r"no theory mapper “x”. The theory mappers are: indicators"):
        installed_plugins().mappers().named("x")
    with pytest.raises(NotFound, match=r"no export format “reprot”. Did you mean “report”"):
        installed_plugins().exporters().named("reprot")
    with pytest.raises(NotFound, match=r"no theory pack “i-thou”. Did you mean “i-and-thou”"):
        installed_plugins().theories().named("i-thou")
    with pytest.raises(NotFound, match=r"no importer “x”. No importer is installed"):
        Plugins.of([]).importers().named("x")


def test_what_a_plugin_is_asked_may_fail():
    plugins = Plugins.of([EntryPoint("p", importing(Importer("one")))])
    [offer] = plugins.importers()
    assert offer.ask(lambda importer: importer.name) == "one"
    assert offer.ask(lambda importer: importer.read(None, None)) is None
    assert [each.cause for each in plugins.failures] == ["RuntimeError: the reader fell over"]


def test_a_plugin_that_raises_is_blamed_by_name():
    [offer] = Plugins.of([EntryPoint("p", importing(Importer("one")))]).importers()
    with (
        pytest.raises(
            PluginError, match=r"p \(acme 1.2\) failed in “one”: RuntimeError: the reader"
        ),
        plugin_errors(offer),
    ):
        offer.plugin.read(None, None)
    with pytest.raises(BadInput, match="said as it is"), plugin_errors(offer):
        raise BadInput("said as it is")


def test_a_plugin_may_add_commands():
    def adds(group):
        group.add_command(click.Command("greet"))

    def fails(group):
        raise ValueError("no")

    plugins = Plugins.of(
        [
            EntryPoint("a", hooked("qualog_commands", fails), group="qualog_commands"),
            EntryPoint("b", hooked("qualog_commands", adds), group="qualog"),
            EntryPoint("c", types.ModuleType("no hook"), group="qualog"),
        ]
    )
    [greet] = plugins.commands(click.Group, ())
    assert (greet.called, greet.origin.name) == ("greet", "b")
    assert [each.cause for each in plugins.failures] == ["ValueError: no"]


def test_a_command_is_called_in_full_where_its_name_is_taken():
    def adds(*names):
        def hook(group):
            for name in names:
                group.add_command(click.Command(name))

        return hooked("qualog_commands", hook)

    plugins = Plugins.of(
        [
            EntryPoint("a", adds("codes", "own"), "acme", "qualog_commands"),
            EntryPoint("b", adds("same"), "bolt", "qualog_commands"),
            EntryPoint("c", adds("same"), "core-tools", "qualog_commands"),
        ]
    )
    found = [each.called for each in plugins.commands(click.Group, ["codes"])]
    assert found == ["acme:codes", "own", "bolt:same", "core-tools:same"]


def test_no_plugin_is_imported_by_the_core():
    core = ROOT / "core"
    for file in core.rglob("*.py"):
        text = file.read_text("utf-8")
        for stranger in ("qualog_plugins", "qualog_cli"):
            assert stranger not in text, file
