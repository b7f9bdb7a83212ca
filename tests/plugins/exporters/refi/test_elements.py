"""Making XML: what it cannot hold, what is not valid, and the licence of the schemas."""

import pytest
from tests.plugins.exporters.refi.standard import SCHEMAS

from qualog.errors import PluginError
from qualog_plugins.exporters.refi.elements import (
    PROJECT,
    beginning,
    checked,
    guid,
    put,
    root,
    when,
)


def test_the_licence_of_the_schemas_is_beside_them():
    notice = (SCHEMAS / "NOTICE.md").read_text("utf-8")
    assert "Copyright 2019 REFI" in notice
    assert "Permission is hereby granted, free of charge" in notice


def test_what_is_not_valid_is_refused_with_what_the_schema_says():
    project = root(PROJECT, "Project")  # without its name
    with pytest.raises(PluginError) as caught:
        checked(project, "Project.xsd")
    assert str(caught.value).startswith("The export would not be valid by Project.xsd: ")
    assert "The attribute 'name' is required but missing. Nothing was written." in str(caught.value)


def test_what_is_put_holds_no_character_that_xml_lacks():
    element = put(root(PROJECT, "Project"), "Note", "a\x08b\r", name="c\x00d", guid=None)
    assert (element.text, dict(element.attrib)) == ("a�b\r", {"name": "c�d"})


def test_a_guid_is_the_same_in_every_export_and_another_for_another_thing():
    assert guid("code", "a") == guid("code", "a")
    assert len({guid("code", "a"), guid("code", "b"), guid("theme", "a")}) == 3


def test_times_are_exact_to_the_millisecond():
    assert when(1_700_000_000_001) == "2023-11-14T22:13:20.001Z"
    assert when(-1) == "1969-12-31T23:59:59.999Z"


def test_a_long_text_is_named_by_its_beginning():
    assert beginning("So  we\nwait.") == "So we wait."
    assert beginning("so " * 40) == "so " * 19 + "so…"
