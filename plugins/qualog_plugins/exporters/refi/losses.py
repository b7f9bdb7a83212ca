"""What of a study REFI-QDA has no place for, in words: the standard asks for that."""

from collections.abc import Iterator

from qualog.language import Sayable, listing, message
from qualog.views.study import Study
from qualog_plugins.exporters.refi.users import Users
from qualog_plugins.exporters.shared.projects import history, of_the_analysis, of_the_material


def left_out_of_projects(study: Study, users: Users) -> Iterator[Sayable]:
    """Yield what is left out, whatever the documents and the codebook are like."""
    yield history()
    if users.joint:
        yield message(
            "A coding has one user in REFI-QDA, so those who coded jointly are one: {users}.",
            users=listing(users.joint),
        )
    yield from of_the_analysis(study.state)
    yield from of_the_material(study.state)
    if study.where:
        yield message(
            "The texts are in the project in full, with what others said. For a file without it, "
            "choose a format that can be narrowed, such as word-comments."
        )
