"""One export: an exporter is found by name, the files are named, nothing is written over."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from qualog.errors import BadInput, WrongAnswer
from qualog.exporting.targets import default_name, with_ending
from qualog.files import FilePath
from qualog.language import Sayable, message, plural
from qualog.options import read_options
from qualog.plugins.answers import paths, sentences
from qualog.plugins.protocols import WithSeveralFiles
from qualog.plugins.registry import installed_plugins, plugin_errors
from qualog.views.study import Study


@frozen
class Exported:
    """What was written.

    Attributes:
        format: what the format is called.
        files: the files.
        left_out: what they leave out of the study, each in a sentence.
    """

    format: str
    files: tuple[Path, ...]
    left_out: tuple[Sayable, ...]


def export(
    study: Study,
    format: str,
    out: FilePath | None = None,
    *,
    options: Mapping[str, str] | None = None,
    overwrite: bool = False,
) -> Exported:
    """Write a study, as of its moment and as it is seen, to a file or to several.

    Args:
        study: the study.
        format: the name of the exporter.
        out: the file; None for one in this folder, named after the study and the format. If it has
            no ending, it gets that of the format.
        options: the exporter's options, as they are typed after -o.
        overwrite: whether files that are there may be replaced.

    Raises:
        NotFound, Ambiguous: no exporter has the name, or several have it.
        PluginError: the exporter does not have such an option, or fails.
        BadInput: a file is there already, has the ending of something else, or cannot be written.
    """
    exporter = installed_plugins().exporters().named(format)
    chosen = read_options(
        exporter.plugin.options, options or {}, owner=f"the format {exporter.called}"
    )
    if out is None:
        target = Path(default_name(exporter.plugin, study.state.name))
    else:
        target = with_ending(exporter.plugin, Path(out))
    files: Sequence[Path] = [target]
    if isinstance(exporter.plugin, WithSeveralFiles):
        with plugin_errors(exporter):
            files = paths(exporter.plugin.files(study, target, chosen))
    _require_place(target, () if overwrite else files)
    study.log.sign()  # what leaves the machine is signed
    with plugin_errors(exporter):
        by_exporter = sentences(exporter.plugin.write(study, target, chosen))
        _require_written(files)
    return Exported(exporter.called, tuple(files), (*_left_out(study), *by_exporter))


def _require_place(target: Path, files: Sequence[Path]) -> None:
    for file in files:
        if _is_there(file):
            raise BadInput(
                "{file} already exists. Choose another name, or replace it with --force.", file=file
            )
    if not target.parent.is_dir():
        raise BadInput("There is no folder {folder}.", folder=target.parent)


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError as error:  # such as a name that is too long
        raise BadInput(
            "{file} cannot be written: {reason}.", file=file, reason=error.strerror or error
        ) from None


def _require_written(files: Sequence[Path]) -> None:
    for file in files:
        if not file.exists():
            raise WrongAnswer("write wrote no {file}", file=file)


def _left_out(study: Study) -> Iterator[Sayable]:
    """Yield what no format holds of the study, as it is seen."""
    if study.where:
        yield message("The file leaves out what is not where {condition}.", condition=study.where)
    yield from study.hidden
    if lost := len(study.state.lost_codings):
        yield plural(
            "The file leaves out one coding whose words a correction of the text removed.",
            "The file leaves out {n} codings whose words a correction of the text removed.",
            lost,
        )
