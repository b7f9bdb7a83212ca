"""A study with many codings, to measure on."""

from collections.abc import Iterator

from benchmarks.checking import same
from qualog.decisions.codings import CodingApplied
from qualog.ids import new_id
from qualog.log.integrity.verification import Verification, verify
from qualog.log.log import Draft
from qualog.material import ImportedDocument, Material
from qualog.project.locations import ProjectLocation
from qualog.project.project import Project


def study_of(path: ProjectLocation, codings: int) -> Project:
    """Make a project with a document, a code and so many codings, and return it."""
    project = Project.create(path, "Benchmark", ["Ingrid", "Samir"])
    text = "word " * 20_000
    project.imports.import_(
        Material(documents=(ImportedDocument("talk", text),)), importer="benchmark"
    )
    project.codes.add("code")
    project.log.append(drafts(project, codings))
    return project


def drafts(project: Project, count: int) -> Iterator[Draft]:
    """Yield so many codings, one by one."""
    [document] = project.state.documents
    [code] = project.state.codebook.codes
    author = project.author
    for number in range(count):
        start = number * 7919 % 90_000
        yield Draft(
            CodingApplied(
                coding=new_id(),
                document=document,
                code=code,
                start=start,
                end=start + 57,
                revision=None,
                dated=None,
            ),
            author,
        )


def whole(verification: Verification) -> int:
    """Return how many lines a log has; stop if it does not verify."""
    same("fault", verification.fault, None)
    return verification.entries


def check_codings(work: str, project: Project, expected: int) -> None:
    """Stop unless the log of a project is whole, and so many codings come of it."""
    whole(verify(project.log.store))
    state = project.state
    same(f"{work}: decisions without effect", list(state.unapplied), [])
    same(f"{work}: codings", len(state.codings), expected)
