"""The command `qualog`: what is given before a command, and what becomes of errors."""

import gc
import os
import sys
from typing import Final, NoReturn

import click

from qualog.errors import QualogError
from qualog.language import Sayable, message
from qualog_cli.program import COMPLETION, Program
from qualog_cli.shared.output import say, say_error
from qualog_cli.shared.terminal import colour
from qualog_cli.shared.types import AUTHOR, PLACE
from qualog_cli.shared.usage import explained, where_to_look

_BETWEEN_COLLECTIONS: Final = 50_000
"""So many objects are made before unused ones are looked for. Python's usual 700 cost a command a
tenth of its time, since loading modules makes many objects and little garbage."""


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--project", "-p", type=PLACE, help="The project's file or URL.")
@click.option(
    "--author", "-a", "authors", type=AUTHOR, multiple=True, help="Who decides, and who looks on."
)
@click.option("--no-pager", is_flag=True, help="Print long texts at once, without a pager.")
@click.version_option(None, "-V", "--version", package_name="qualog", message="qualog %(version)s")
def qualog(**_: object) -> None:
    """Code interviews, and keep every decision.

    A project is one file, or is in a shared database. It is found with --project, with
    $QUALOG_PROJECT, or as the one .qualog file in this folder or above it.

    New here? qualog demo makes a sample study and shows what there is to see.
    How a command is used: qualog help COMMAND
    """


def main() -> None:
    """Run the command line; an error is a line or two, and the exit code 2."""
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if COMPLETION in os.environ:
        from qualog_cli.help.shells import register

        register()
    try:
        # Outside its standalone mode, click returns the exit code that a command asked for.
        sys.exit(qualog.main(standalone_mode=False, color=colour()))
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        _fail(explained(error), where_to_look(error))
    except click.Abort as stopped:
        _fail_stopped(by_key=stopped.__cause__ is not None)
    except QualogError as error:
        _fail(error)
    except OSError as error:
        _fail(_of_system(error))
    except MemoryError:
        _fail(message("There is not enough memory for this."))


def _fail(problem: Sayable, hint: Sayable | None = None) -> NoReturn:
    say_error(problem)
    if hint is not None:
        say(hint, err=True)
    sys.exit(2)


def _fail_stopped(*, by_key: bool) -> NoReturn:
    """End where the user said no to a question, or stopped the program by its key (Ctrl-C)."""
    if by_key:
        stopped = message("Stopped. What was decided before that is kept; to see it: qualog log")
    else:
        stopped = message("Cancelled. Nothing was changed.")
    say(stopped, err=True)
    sys.exit(2)


def _of_system(error: OSError) -> Sayable:
    if error.filename is None:
        return message("The system reports: {problem}.", problem=error.strerror or error)
    return message(
        "{file}: the system reports: {problem}.", file=error.filename, problem=error.strerror
    )


if __name__ == "__main__":
    main()
