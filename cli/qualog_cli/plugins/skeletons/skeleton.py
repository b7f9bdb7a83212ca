"""A distribution for a plugin, made of templates."""

import re
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Final

from attrs import frozen

from qualog.errors import BadInput

KINDS: Final[Mapping[str, Mapping[str, str]]] = {
    "importer": {"qualog_importers": ""},
    "mapper": {"qualog_theory_mappers": ""},
    "measure": {"qualog_agreement_measures": ""},
    "exporter": {"qualog_exporters": ""},
    "theory-pack": {"qualog_theories": ""},
    "store": {"qualog_stores": ""},
    "command": {"qualog_commands": ""},
    "decision": {"qualog_decisions": "", "qualog_commands": ".commands"},
}
"""The hooks that a plugin of each kind implements, each in its module or in one below it.

The templates of a kind are in the folder of its name.
"""

_TEMPLATES = Path(__file__).parent / "templates"
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST = 40


@frozen
class Skeleton:
    """What a plugin of a kind is called, and all the names that follow from it."""

    kind: str
    name: str

    @classmethod
    def of(cls, kind: str, name: str) -> "Skeleton":
        """Return the skeleton of a plugin of a kind and a name.

        Raises:
            BadInput: nothing can be called so.
        """
        if not _NAME.fullmatch(name) or len(name) > _LONGEST:
            raise BadInput(
                "“{name}” is not a name for a plugin. Write it in small letters, digits and "
                "hyphens, with a letter first and at most {most} characters, such as bar-lines.",
                name=name,
                most=_LONGEST,
            )
        return cls(kind, name)

    @property
    def distribution(self) -> str:
        """What is installed: `qualog-importer-bar-lines`."""
        return f"qualog-{self.kind}-{self.name}"

    @property
    def module(self) -> str:
        """What is imported: `qualog_importer_bar_lines`."""
        return self.distribution.replace("-", "_")

    @property
    def class_name(self) -> str:
        """What the object is made of: `BarLinesImporter`."""
        return "".join(map(str.capitalize, f"{self.name}-{self.kind}".split("-")))

    @property
    def hooks(self) -> dict[str, str]:
        """The hooks that it implements, each the group of an entry point, and their modules."""
        return {hook: f"{self.module}{below}" for hook, below in KINDS[self.kind].items()}

    @property
    def is_taken(self) -> bool:
        """Whether a plugin that is installed has the name in one of the groups."""
        return any(metadata.entry_points(group=hook, name=self.name) for hook in self.hooks)

    def write(self, into: Path) -> Path:
        """Write the distribution into a folder of its own, whole or not at all; return the folder.

        Raises:
            BadInput: there is such a folder already, or none to make it in; it cannot be written.
        """
        folder = into / self.distribution
        if folder.exists():
            raise BadInput("{folder} already exists. Choose another name or folder.", folder=folder)
        try:
            with TemporaryDirectory(dir=into, prefix=f".{self.distribution}-") as draft:
                for path, text in self._files().items():
                    file = Path(draft) / self.distribution / path
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_text(text, encoding="utf-8", newline="\n")
                copytree(Path(draft) / self.distribution, folder)
        except OSError as error:
            raise BadInput(
                "{folder} cannot be written: {reason}.", folder=folder, reason=error.strerror
            ) from None
        return folder

    def _files(self) -> dict[str, str]:
        templates = {
            "pyproject.toml": "pyproject.toml.j2",
            "README.md": f"{self.kind}/README.md.j2",
            f"src/{self.module}/__init__.py": f"{self.kind}/module.py.j2",
            f"src/{self.module}/commands.py": f"{self.kind}/commands.py.j2",
            f"src/{self.module}/py.typed": "py.typed.j2",
            f"src/{self.module}/{self.name}.toml": f"{self.kind}/pack.toml.j2",
            f"tests/test_{self.module}.py": f"{self.kind}/tests.py.j2",
        }
        return {
            path: self._filled(template)
            for path, template in templates.items()
            if (_TEMPLATES / template).is_file()
        }

    def _filled(self, template: str) -> str:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            undefined=StrictUndefined,
            keep_trailing_newline=True,
            autoescape=False,  # what is made is source code
        )
        return environment.get_template(template).render(
            hooks=self.hooks,
            noun=self.kind.replace("-", " "),
            name=self.name,
            words=self.name.replace("-", " "),
            distribution=self.distribution,
            module=self.module,
            class_name=self.class_name,
            function=f"{self.name}-command".replace("-", "_"),
        )
