"""Reading a file with an importer: what it holds, before any decision is made of it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import fields

from qualog.importing.choice import cannot_be_read, require_content
from qualog.language import message
from qualog.material import Material
from qualog.options import read_options
from qualog.plugins import answers
from qualog.plugins.protocols import Importer
from qualog.plugins.registry import Registration, plugin_errors


def read_material(
    importer: Registration[Importer],
    path: Path,
    options: Mapping[str, str],
    *,
    speakers: Sequence[str] = (),
) -> Material:
    """Return what an importer reads in a file.

    Args:
        importer: who reads.
        path: the file. It is opened once, by the importer.
        options: the importer's options, as they are typed.
        speakers: labels that are known to be those of speakers, from another copy of the text. An
            importer with an option `names` is given them, unless they are given to it already.

    Raises:
        PluginError: the importer does not have such an option, or fails.
        BadInput: the file cannot be read, or is empty.
    """
    require_content(path)
    labels = {"names": ";".join(speakers)} if speakers and _takes_names(importer) else {}
    chosen = read_options(
        importer.plugin.options,
        {**labels, **options},
        owner=message("the importer {name}", name=importer.called),
    )
    with plugin_errors(importer):
        try:
            return answers.material(importer.plugin.read(path, chosen))
        except OSError as error:
            raise cannot_be_read(path, error) from None


def _takes_names(importer: Registration[Importer]) -> bool:
    return any(option.name == "names" for option in fields(importer.plugin.options))
