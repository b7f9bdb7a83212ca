"""A study with many codings, to measure on."""

from collections.abc import Iterator

from qualog.decisions.codings import CodingApplied
from qualog.ids import new_id
from qualog.log.log import Draft
from qualog.material import ImportedDocument, Material
from qualog.project.locations import ProjectLocation
from qualog.project.project import Project


def study_of(path: ProjectLocation, codings: int) -> Project:
    """Make a project with a document, a code, and so many codings."""
    project = Project.create(path, "Benchmark", ["Ingrid", "Samir"])
    text = "word " * 20_000
    project.imports.import_(
        Material(documents=(ImportedDocument("talk", text),)), importer="benchmark"
    )
    project.codes.create("code")
    project.log.append(drafts(project, codings))
    return project


def drafts(project: Project, count: int) -> Iterator[Draft]:
    """Give so many codings, one by one."""
    document = next(iter(project.state.documents))
    code = next(iter(project.state.codebook.codes))
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
                revision=1,
                dated=None,
            ),
            author,
        )
