"""Importing: of all that a file brings, decisions are made in one transaction."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import evolve

from qualog.errors import BadInput
from qualog.files import FilePath
from qualog.importing.choice import Choice, about_broken, require_known, surest
from qualog.importing.planning.plan import ImportPlan
from qualog.importing.planning.planner import ImportPlanner
from qualog.importing.reading import read_material
from qualog.importing.result import ImportResult
from qualog.language import Sayable, number, paragraph
from qualog.material import Material
from qualog.operations.base import Operations
from qualog.plugins.protocols import Importer
from qualog.plugins.registry import Registration, installed_plugins


class Imports(Operations):
    """Material from outside the study: a file, or what an importer read in one."""

    def import_file(
        self,
        path: FilePath,
        *,
        importer: str | Registration[Importer] | Choice | None = None,
        options: Mapping[str, str] | None = None,
        participant: str | None = None,
        name: str | None = None,
        onto: str | None = None,
        revises: str | None = None,
        coder: str | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> ImportResult:
        """Import a file: choose the importer, let it read, and decide; all of it or nothing.

        The labels of speakers that are known from `onto` or `revises` are speakers in the file
        too. `find_files` finds what a folder or a pattern means.

        Args:
            path: the file.
            importer: who reads it, by name or as `find_files` found it; None for the surest. Of a
                chosen one, the result says which broken plugins may have been surer.
            options: the importer's options, as they are typed after -o.
            participant: see `import_`, as for all that follows.
            name: likewise.
            onto: likewise.
            revises: likewise.
            coder: likewise.
            why: likewise.
            by: likewise.

        Raises:
            NotFound, Ambiguous: no importer has the name, or several have it.
            PluginError: the importer does not have such an option, or fails.
            BadInput, NotAllowed: the file cannot be read, or as `import_` says.
        """
        path = Path(path)
        importers = installed_plugins().importers()
        chosen = surest(path, importers) if importer is None else importer
        if isinstance(chosen, Choice):
            importer = require_known(path, chosen)
        elif isinstance(chosen, str):
            importer = importers.named(chosen)
        else:
            importer = chosen
        there = onto or revises
        known = self.find.document(there).speakers if there is not None else ()
        speakers = [label for label in known if label]
        material = read_material(importer, path, options or {}, speakers=speakers)
        result = self.import_(
            material,
            importer=importer.called,
            participant=participant,
            name=name,
            onto=onto,
            revises=revises,
            coder=coder,
            why=why,
            by=by,
        )
        broken = chosen.broken if isinstance(chosen, Choice) else ()
        return evolve(result, warnings=about_broken(broken))

    def import_(
        self,
        material: Material,
        *,
        importer: str,
        participant: str | None = None,
        name: str | None = None,
        onto: str | None = None,
        revises: str | None = None,
        coder: str | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> ImportResult:
        """Import what an importer read, all of it or nothing.

        A document that is there already with the same name and text is not made again: its
        codings and memos are added to it, without those that it has.

        Args:
            material: what the importer returned.
            importer: the importer's name, for the record.
            participant: whose words the new documents are, if they are one participant's.
            name: what to call the document, if there is just one.
            onto: the document of the study that the material's one document is a copy of.
            revises: the document of the study whose text the material's one document corrects;
                what was marked in it moves with its words.
            coder: who coded, where the material does not say.
            why: the reason, for all of it; how the file was read is added to it.
            by: the authors who import; codings stay with the coders whom the material names.

        Raises:
            NotAllowed: a document of that name is there with another text, or a coding uses a
                code that is merged, split or retired.
            BadInput: the material contradicts itself, or nothing in it has a place.
        """
        _refuse_several(material, name, onto, revises)
        if revises is not None:
            _refuse_beside_a_correction(participant, name, onto)
        found = self.active_participant(participant) if participant is not None else None
        plan = ImportPlan(
            self.state, self.project.authors_of(by), (found.id,) if found is not None else ()
        )
        planner = ImportPlanner(plan, importer, coder)
        planner.add(
            material,
            name=name,
            onto=self.find.document(onto) if onto is not None else None,
            revises=self.find.document(revises) if revises is not None else None,
        )
        result = planner.result(material)
        if plan.drafts:
            first, *others = plan.drafts
            self.project.append([first._replace(why=_reason(why, material.how)), *others])
        elif plan.has_placeless and not result.repeated:
            raise BadInput(
                "Nothing in the file has a place in the study. {reasons}",
                reasons=paragraph(*plan.left_behind),
            )
        return result


def _refuse_several(
    material: Material, name: str | None, onto: str | None, revises: str | None
) -> None:
    """Refuse what is said of one document where the file has several, or none."""
    count = len(material.documents)
    if count == 1:
        return
    for given, flag in ((name, "--name"), (onto, "--onto"), (revises, "--revises")):
        if given is not None:
            raise BadInput(
                "The file has {count} documents; {flag} is for a file with one.",
                count=number(count),
                flag=flag,
            )


def _refuse_beside_a_correction(
    participant: str | None, name: str | None, onto: str | None
) -> None:
    if onto is not None:
        raise BadInput(
            "A file is a copy of a document (--onto) or corrects it (--revises), not both."
        )
    if name is not None:
        raise BadInput("A corrected document keeps its name. To change it: qualog document rename")
    if participant is not None:
        raise BadInput(
            "Whose words a corrected document has is known from before. To change it: qualog "
            "document attribute"
        )


def _reason(why: str | None, how: Sayable) -> str | None:
    """Return the reason that is kept in the log: what was typed, and how the file was read."""
    return "; ".join(filter(None, (why, str(how)))) or None
