"""What a REFI-QDA file can keep of a study, so that two studies can be compared; and files."""

import zipfile
from collections import Counter
from pathlib import Path

from qualog.options import read_options
from qualog.project.project import Project
from qualog_plugins.exporters.refi.qdpx import Qdpx
from qualog_plugins.importers.refi.importer import RefiQda

SPACE = 'xmlns="urn:QDA-XML:project:1.0"'


def guid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def qdpx(path, inner, origin="Some Program 1", qde="project.qde", attributes="", **sources):
    """Write a project; `inner` is what stands between its tags, `sources` are files by stem."""
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            qde, f'<Project {SPACE} name="P" origin="{origin}" {attributes}>{inner}</Project>'
        )
        for stem, text in sources.items():
            data = text if isinstance(text, bytes) else text.encode()
            package.writestr(f"Sources/{stem}.txt", data)
    return path


def read(path, **options):
    chosen = read_options(
        RefiQda.options, {key: str(value) for key, value in options.items()}, owner="refi-qda"
    )
    return RefiQda().read(Path(path), chosen)


def back(project, folder, moment=None):
    """Export a study and import it into another, which is given; and what was left behind."""
    target = folder / "out.qdpx"
    Qdpx().write(project.at(moment), target, Qdpx.options())
    material = read(target)
    other = Project.create(folder / "other.qualog", "Other", ["Importer"])
    other.imports.import_(material, importer="refi-qda")
    return other, material


def kept(state):
    """Give what is to be the same after a round trip."""
    book = state.codebook
    used = {book.resolve(each.code) for each in state.codings.values()}
    codes = [code for code in book.codes.values() if code.is_live or code.id in used]
    names = {id_: each.name for id_, each in state.documents.items()}

    def coded(coding):
        return (
            names[coding.document],
            coding.start,
            coding.end,
            coding.region,
            book.path(book.resolve(coding.code)),
            state.author_names(coding.made.authors),
            coding.made.milliseconds if coding.dated is None else coding.dated,
        )

    def about(memo):
        if memo.about in state.memos:
            return about(state.memos[memo.about])
        for kind, things, name in (
            ("code", book.codes, lambda each: book.path(book.resolve(each.id))),
            ("document", state.documents, lambda each: each.name),
            ("coding", state.codings, coded),
            ("theme", state.themes, lambda each: each.name),
            ("participant", state.participants, lambda each: each.pseudonym),
        ):
            if memo.about in things:
                return kind, name(things[memo.about]), memo.start, memo.end
        return memo.about

    values = {
        (about_name(state, each.about), state.attributes[each.attribute].name): state.attributes[
            each.attribute
        ].read(each.value)
        for each in state.values.values()
        if each.value is not None
    }
    return {
        "documents": {
            each.name: (state.text(id_), each.media) for id_, each in state.documents.items()
        },
        "codes": {
            book.path(each.id): (each.definition, each.include, each.exclude, each.examples)
            for each in codes
        },
        "codings": Counter(coded(each) for each in state.codings.values()),
        "memos": Counter(
            (about(each), each.text, state.author_names(each.made.authors))
            for each in state.memos.values()
        ),
        "participants": {
            each.pseudonym: {
                found.name: passages
                for found in state.documents.values()
                if (passages := found.passages_of({id_}))
            }
            for id_, each in state.participants.items()
            if not each.withdrawn
        },
        "attributes": {each.name: each.type for each in state.attributes.values()},
        "values": values,
        "themes": {
            each.name: (
                each.definition,
                next(
                    (
                        above.name
                        for above in state.themes.values()
                        if above.id == each.parent and not above.retired
                    ),
                    None,
                ),
                {book.path(book.resolve(code)) for code in each.codes},
            )
            for each in state.themes.values()
            if not each.retired
        },
    }


def about_name(state, id_):
    found = state.participants.get(id_)
    return found.pseudonym if found else state.documents[id_].name
