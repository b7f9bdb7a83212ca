"""Where projects are: a file, or a URL that a plugin's store opens."""

from pathlib import Path

import pytest
from tests.core.plugins.made import EntryPoint, hooked

from qualog.errors import BadInput, PluginError
from qualog.plugins import registry
from qualog.plugins.registry import Plugins
from qualog.project.locations import create_store, open_store, project_location
from qualog.testing.memory_store import MemoryStore


class Opener:
    name = "acme"
    summary = "keeps projects"
    schemes = ("acme", "acmes")

    def open(self, url):
        return MemoryStore(f"opened {url}")

    def create(self, url, project):
        if not project:
            raise ValueError("a project has an id")
        return MemoryStore(f"created {url} {project}")


@pytest.fixture
def opener(monkeypatch):
    made = Opener()
    line = EntryPoint("acme", hooked("qualog_stores", lambda: [made]), group="qualog_stores")
    plugins = Plugins.of([line])
    monkeypatch.setattr(registry, "installed_plugins", lambda: plugins)
    return made


def test_what_has_a_scheme_is_a_url_and_all_else_a_file():
    assert project_location("acme://host/x") == "acme://host/x"
    assert project_location("a/s.qualog") == Path("a/s.qualog")


def test_a_url_is_opened_by_the_store_of_its_scheme(opener):
    assert open_store("acmes://host/x").project == "opened acmes://host/x"
    assert create_store("acme://host/x", "p1").project == "created acme://host/x p1"
    kind, _, id_ = create_store("acme://host/x").project.split(" ")
    assert kind == "created"
    assert id_, "a new project gets an id"


def test_a_shipped_store_is_hidden_by_no_other_that_has_its_scheme(monkeypatch):
    others, shipped = Opener(), Opener()
    others.name, shipped.name = "aaa", "zzz"
    shipped.open = lambda url: MemoryStore("shipped")
    lines = [
        EntryPoint(store.name, hooked("qualog_stores", lambda s=store: [s]), whose, "qualog_stores")
        for store, whose in ((others, "acme"), (shipped, "qualog"))
    ]
    monkeypatch.setattr(registry, "installed_plugins", lambda: Plugins.of(lines))
    assert open_store("acme://host/x").project == "shipped"


def test_what_is_opened_is_a_store(opener):
    opener.open = lambda url: {"url": url}
    with pytest.raises(PluginError, match=r"acme \(acme 1.2\) failed .* has no “begins”"):
        open_store("acme://host/x")


def test_a_scheme_that_no_store_opens(opener, monkeypatch):
    with pytest.raises(BadInput, match=r"An address begins with acme:// or acmes://"):
        open_store("other://host/x")
    monkeypatch.setattr(registry, "installed_plugins", lambda: Plugins.of([]))
    with pytest.raises(BadInput, match="No store is installed that opens other://"):
        create_store("other://host/x")


def test_a_store_that_fails_is_named(opener):
    def fails(*arguments):
        raise ValueError("no network")

    opener.open = opener.create = fails
    for act in (open_store, create_store):
        with pytest.raises(
            PluginError, match=r"acme \(acme 1\.2\) failed in “acme”: ValueError: no network"
        ):
            act("acme://host/x")


def test_a_file_is_opened_and_made(tmp_path):
    made = create_store(tmp_path / "s.qualog", "0123456789abcdef")
    assert made.project == "0123456789abcdef"
    made.close()
    again = open_store(tmp_path / "s.qualog")
    assert again.project == "0123456789abcdef"
    again.close()


@pytest.mark.parametrize("place", [None, 1, b"s.qualog", ["s.qualog"]])
def test_what_is_neither_is_refused(place):
    with pytest.raises(BadInput, match="is not the place of a study"):
        project_location(place)
