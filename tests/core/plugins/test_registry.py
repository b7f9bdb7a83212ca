"""Plugins: found by entry point, chosen by name or by confidence, kept apart when they break."""

import types

import pytest
from attrs import frozen
from tests.folders import ROOT

from qualog.errors import BadInput, NotFound, PluginError
from qualog.material import Material
from qualog.options import NoOptions, describe_options, option, read_options, split_assignments
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.registry import Plugins, choose, installed_plugins, plugin_errors, read_material


@frozen
class Options:
    """Options of each sort."""

    separator: str = option(";", help="what stands between")
    most_pages: int = option(3, help="at most")
    share: float | None = option(None, help="a part")
    strict: bool = option(False, help="no mercy")


class Importer:
    summary = "reads"
    options = Options

    def __init__(self, name, confidence=0.5):
        self.name = name
        self.confidence = confidence

    def sniff(self, path, head):
        if isinstance(self.confidence, Exception):
            raise self.confidence
        return self.confidence

    def read(self, path, options):
        raise RuntimeError("the reader fell over")


def plugin(*importers):
    module = types.ModuleType("a plugin")
    module.qualog_importers = hookimpl(lambda: importers)
    module.qualog_importers.__name__ = "qualog_importers"
    return module


@frozen
class EntryPoint:
    name: str
    module: object
    distribution: str = "acme"

    @property
    def value(self):
        return f"{self.distribution}.{self.name}"

    @property
    def dist(self):
        return types.SimpleNamespace(name=self.distribution, version="1.2")

    def load(self):
        if isinstance(self.module, Exception):
            raise self.module
        return self.module


def test_the_shipped_plugins_come_in_by_the_same_door():
    plugins = installed_plugins()
    assert plugins.failures == []
    assert {each.distribution for each in plugins.origins} == {"qualog"}
    assert [each.name for each in plugins.importers()] == [
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
    assert [each.name for each in plugins.measures()] == [
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


def test_a_plugin_that_cannot_be_imported_takes_nothing_else_down():
    broken = EntryPoint("broken", ImportError("no module named 'acme'\nsecond line"))
    plugins = Plugins.load([broken, EntryPoint("good", plugin(Importer("one")))])
    assert [each.name for each in plugins.importers()] == ["one"]
    [fault] = plugins.failures
    assert str(fault.origin) == "broken (acme 1.2)"
    assert fault.cause == "ImportError: no module named 'acme'"
    assert "Traceback" in fault.traceback


def test_a_hook_that_raises_takes_nothing_else_down():
    module = types.ModuleType("raises")

    @hookimpl
    def qualog_importers():
        raise ZeroDivisionError("oh")

    module.qualog_importers = qualog_importers
    plugins = Plugins.load([EntryPoint("a", module), EntryPoint("b", plugin(Importer("one")))])
    assert [each.name for each in plugins.importers()] == ["one"]
    assert [each.cause for each in plugins.failures] == ["ZeroDivisionError: oh"]
    plugins.importers()
    assert len(plugins.failures) == 1


def test_two_plugins_of_one_name_are_told_apart():
    plugins = Plugins.load(
        [
            EntryPoint("a", plugin(Importer("same")), "acme"),
            EntryPoint("b", plugin(Importer("same")), "bolt"),
        ]
    )
    with pytest.raises(PluginError, match="acme:same or bolt:same"):
        choose(plugins.importers(), "same", "importer")
    assert choose(plugins.importers(), "bolt:same", "importer").origin.distribution == "bolt"
    with pytest.raises(NotFound, match="There is: same, same"):
        choose(plugins.importers(), "other", "importer")


def test_the_surest_importer_is_taken_and_one_that_fails_is_passed_over(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("words")
    importers = (Importer("b", 0.4), Importer("c", 0.9), Importer("a", 0.9), Importer("z", 0))
    plugins = Plugins.load(
        [EntryPoint("p", plugin(*importers, Importer("bad", ValueError("bad day"))))]
    )
    assert plugins.importer_for(path).name == "a"
    assert [each.cause for each in plugins.failures] == ["ValueError: bad day"]


def test_a_file_that_no_importer_knows(tmp_path):
    path = tmp_path / "x.bin"
    path.write_bytes(b"\0\1")
    plugins = Plugins.load([EntryPoint("p", plugin(Importer("one", 0)))])
    with pytest.raises(BadInput, match="--with: one"):
        plugins.importer_for(path)


def test_a_plugin_that_raises_is_blamed_by_name(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("words")
    [offer] = Plugins.load([EntryPoint("p", plugin(Importer("one")))]).importers()
    with pytest.raises(PluginError, match=r"p \(acme 1.2\) failed at 'one'.*the reader fell over"):
        read_material(offer, path, Options())
    with pytest.raises(BadInput, match="as it is"), plugin_errors(offer):
        raise BadInput("told as it is")
    assert Material() == Material()


def test_options_are_read_from_what_was_typed():
    told = split_assignments(["most-pages=7", "strict=yes", "separator=a=b", "share=0.5"])
    assert read_options(Options, told, owner="it") == Options(
        separator="a=b", most_pages=7, share=0.5, strict=True
    )
    assert read_options(NoOptions, {}, owner="it") == NoOptions()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("nothing", "write it as name=value"),
        ("other=1", "it has no option 'other'. It has: separator, most-pages, share, strict"),
        ("most-pages=many", "option 'most-pages' of it is a whole number, not 'many'"),
        ("strict=perhaps", "is yes or no, not 'perhaps'"),
        ("share=half", "is a number, not 'half'"),
    ],
)
def test_options_that_are_wrong(typed, told):
    with pytest.raises(PluginError, match=told):
        read_options(Options, split_assignments([typed]), owner="it")


def test_options_are_described():
    told = [(each.name, each.type, each.default) for each in describe_options(Options)]
    assert told == [
        ("separator", "a text", ";"),
        ("most-pages", "a whole number", "3"),
        ("share", "a number", "none"),
        ("strict", "yes|no", "no"),
    ]


def test_no_plugin_is_imported_by_the_core():
    core = ROOT / "core"
    for file in core.rglob("*.py"):
        text = file.read_text("utf-8")
        for stranger in ("qualog_plugins", "qualog_cli"):
            assert stranger not in text, file


def test_a_plugin_may_add_commands():
    import click

    module = types.ModuleType("commands")

    @hookimpl
    def qualog_commands(group):
        group.add_command(click.Command("greet"))

    module.qualog_commands = qualog_commands
    group = click.Group()
    Plugins.load([EntryPoint("p", module)]).add_commands(group)
    assert list(group.commands) == ["greet"]
