"""The command `qualog`: finds the command that is named, and nothing else is imported."""

import importlib
import sys
from typing import Final

import click

from qualog.errors import QualogError

# Name → module and one line. The table is here so that `--help` imports no command.
COMMANDS: Final = {
    "init": ("study.study", "Begin a study."),
    "demo": ("study.demo", "Make a sample study and show what Qualog does with it."),
    "status": ("study.study", "Where the study stands."),
    "import": ("material.imports", "Take in transcripts, coded documents and codebooks."),
    "documents": ("material.documents", "List the documents."),
    "document": (
        "material.documents",
        "Rename, attribute, remove documents; their origin, corrections.",
    ),
    "participant": ("study.people", "Add participants, note consent and withdrawal, list them."),
    "attribute": ("study.attributes", "Note by what participants and documents are told apart."),
    "author": ("study.people", "Add authors, list them, say who decides in this copy."),
    "read": ("material.documents", "Show a document with its codes in the margin."),
    "search": ("analysis.analysis", "Find words in the documents."),
    "code": ("codebook.codes", "Add, rename, define, move, merge, split, retire codes."),
    "codes": ("codebook.codes", "Show the codebook."),
    "apply": ("coding.codings", "Give a passage a code."),
    "remove": ("coding.codings", "Take a coding off its passage."),
    "resize": ("coding.codings", "Give a coding other edges."),
    "recode": ("coding.codings", "Put a coding under another code."),
    "codings": ("coding.codings", "List the coded passages."),
    "memo": ("coding.memos", "Write, revise and list memos."),
    "theme": ("codebook.themes", "Add themes and subthemes, gather codes under them, relate them."),
    "themes": ("codebook.themes", "Show the themes."),
    "theory": ("codebook.theory", "Adopt theories, propose, accept and reject links to them."),
    "matrix": ("analysis.analysis", "Count codes by document, by coder, or together."),
    "round": (
        "agreement.rounds",
        "Code the same documents apart, blind if need be; show that it was so.",
    ),
    "agree": ("agreement.agree.command", "Measure how far the coders agree."),
    "plan": (
        "agreement.planning",
        "Say how much to code twice, for an interval as narrow as you want.",
    ),
    "discuss": ("agreement.discussions", "Discuss passages, and settle what holds in them."),
    "disagreements": (
        "agreement.disagreements",
        "Show where the coders differ, the costliest passages first.",
    ),
    "log": ("audit.audit", "Tell what was decided, by whom, when and why."),
    "show": ("audit.audit", "Show one decision whole."),
    "history": ("audit.audit", "Tell the life of a code, coding, theme or anything else."),
    "diff": ("audit.audit", "What changed between two moments."),
    "questions": ("audit.questions", "What the authors decided apart, and are to settle."),
    "settle": ("audit.questions", "Answer a question: say which value holds."),
    "moment": ("study.study", "Give this point of the work a name."),
    "moments": ("study.study", "List the named moments."),
    "undo": ("study.study", "Take a decision back."),
    "redact": ("sharing.sharing", "Erase the words of one decision, for good."),
    "merge": ("sharing.sharing", "Take in what other copies of the study decided."),
    "sync": ("sharing.sharing", "Exchange decisions with a database that a team shares."),
    "bundle": ("sharing.sharing", "Send decisions by mail: one file, made and applied."),
    "fingerprint": ("audit.proofs", "A few characters that bind every decision, for an appendix."),
    "checkpoints": ("audit.proofs", "Write the signed checkpoints, to be given away."),
    "prove": ("audit.proofs", "Prove to somebody without the project that a decision is in it."),
    "verify": ("study.study", "Compute every chain and commitment of the log anew."),
    "doctor": ("audit.health", "Look for what could be wrong, and say what to do."),
    "backup": ("audit.health", "Write a verified copy, while others work."),
    "export": ("output.exports", "Write a report, the codings, or the whole state to a file."),
    "plugin": ("plugins.skeletons", "Begin a plugin of your own: a whole distribution that works."),
    "plugins": ("plugins.plugins", "List the plugins, and what is wrong with broken ones."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order of work; a plugin's are listed by `qualog plugins`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import the command of this name."""
        if name in COMMANDS:
            module = importlib.import_module(f"qualog_cli.{COMMANDS[name][0]}")
            command: click.Command = getattr(module, f"{name}_command")
            return command
        if name not in self.commands:
            from qualog.plugins.registry import installed_plugins

            installed_plugins().add_commands(self)
        return self.commands.get(name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their lines, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="qualog", message="qualog %(version)s")
def qualog() -> None:
    """Code interviews, and keep every decision.

    A project is one file, or in a shared database. It is found with --project, with
    $QUALOG_PROJECT, or as the one .qualog file in this folder or above it. 'qualog demo'
    shows everything on a sample.
    """


def main() -> None:
    """Run the command line; errors are told in one line, with exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        # Without its standalone mode, click gives the exit code that a command asked for.
        sys.exit(qualog.main(standalone_mode=False))
    except click.Abort:
        click.echo("Stopped: nothing was decided.", err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except QualogError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except (OSError, MemoryError) as error:
        click.echo(f"Error: {error or 'there is not enough memory'}. Try again.", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
