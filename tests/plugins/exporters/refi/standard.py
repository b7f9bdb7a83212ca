"""Files as the standard has them: read with its own schemas, which are shipped."""

import zipfile
from pathlib import Path

from lxml import etree

import qualog_plugins.exporters.refi as refi

SCHEMAS = Path(refi.__file__).with_name("schemas")


def valid(data, schema):
    """Return the outermost element of a document that a schema finds valid."""
    rules = etree.XMLSchema(etree.parse(SCHEMAS / schema))
    root = etree.fromstring(data)
    assert rules.validate(root), rules.error_log
    return root


def project_xml(path):
    """Return the outermost element of a project, whose files are where the standard wants them."""
    with zipfile.ZipFile(path) as package:
        assert package.namelist()[0] == "project.qde"
        assert all(
            name.startswith("sources/") and name.count("/") == 1 for name in package.namelist()[1:]
        )
        return valid(package.read("project.qde"), "Project.xsd")


def find(root, name):
    """Return all elements of a name."""
    return root.findall(f".//{{*}}{name}")
