"""A narrowed study that goes out: where a text or the history is whole, the exporter says so."""

import pytest
from tests.plugins.exporters.test_formats_out import OFFERS, words_in

from qualog.errors import QualogError

OTHERS = {"How was it?": "texts", "Nobody *asks* us.": "decisions"}


@pytest.mark.parametrize(
    "exporter", [offer.plugin for offer in OFFERS], ids=lambda exporter: exporter.name
)
def test_what_others_said_is_announced_where_it_is_kept(project, tmp_path, exporter):
    project.attributes.define("role")
    project.attributes.give("Anna <i>", "role", "client")
    target = tmp_path / "narrow"
    try:
        left_out = exporter.write(
            project.at(None).narrowed("role = client"), target, exporter.options()
        )
    except QualogError:  # the log is never narrowed; pyarrow is not there
        return
    words = words_in(target)
    kept = [what for said, what in OTHERS.items() if said in words]
    announced = " ".join(str(sentence) for sentence in left_out if "others said" in str(sentence))
    assert [what for what in OTHERS.values() if what in announced] == kept
