"""The version and the date of a release are the same wherever they are written."""

import re
import tomllib
from importlib.metadata import version

from tests.folders import ROOT

RELEASED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def test_the_installed_package_has_the_version_of_the_project():
    assert version("qualog") == RELEASED


def test_the_citation_and_the_changelog_name_the_same_release():
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    cited = re.findall(r"^(?:version|date-released): (\S+)$", citation, re.MULTILINE)
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    latest = re.search(r"^## (\S+) – (\S+)$", changelog, re.MULTILINE)
    assert cited == [RELEASED, latest[2]]
    assert latest[1] == RELEASED
