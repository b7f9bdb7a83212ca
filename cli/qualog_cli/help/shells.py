"""The shells that can complete Qualog's commands, and what is particular to each."""

import os
from collections.abc import Mapping
from typing import Any, Final

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    PowerShellComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
)

from qualog_cli.program import COMPLETION, PROGRAM

_BLANK_OR_SPECIAL: Final = " \t\n!\"#$&'()*;<>?[\\]^`{|}~"


class Bash(BashComplete):
    """Bash, for names with blanks and quotation marks too, which it would cut into words."""

    source_template = """\
%(complete_func)s() {
    local type value IFS=$'\\n'
    COMPREPLY=()
    while IFS=',' read -r type value; do
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done < <(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" \\
        %(complete_var)s=bash_complete "$1" 2> /dev/null)
}

complete -o nosort -F %(complete_func)s %(prog_name)s 2> /dev/null ||
    complete -F %(complete_func)s %(prog_name)s
"""

    def source(self) -> str:
        """Return the script; Bash need not be here, where it is only printed."""
        return ShellComplete.source(self)

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return a completion; what Bash takes for more than a letter is escaped.

        Where a quotation mark was typed first, Bash does that itself.
        """
        words = os.environ["COMP_WORDS"].split("\n")
        place = int(os.environ["COMP_CWORD"])
        is_quoted = words[place : place + 1] and words[place].startswith(("'", '"'))
        if item.type == "plain" and not is_quoted:
            item.value = "".join(
                f"\\{letter}" if letter in _BLANK_OR_SPECIAL else letter for letter in item.value
            )
        return super().format_completion(item)


class Fish(FishComplete):
    """Fish, for names with commas too, which it would cut there."""

    source_template = FishComplete.source_template.replace(
        'string split ","', 'string split --max 1 ","'
    )


class PowerShell(PowerShellComplete):
    """PowerShell, for names with blanks too, which stand between quotation marks."""

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return a completion, quoted where it has to be."""
        if item.type == "plain" and any(letter in _BLANK_OR_SPECIAL for letter in item.value):
            item.value = "'{}'".format(item.value.replace("'", "''"))
        return super().format_completion(item)


SHELLS: Final[Mapping[str, tuple[type[ShellComplete], str]]] = {
    "bash": (Bash, 'Put this line into ~/.bashrc: eval "$(qualog completion bash)"'),
    "zsh": (
        ZshComplete,
        'Put this line into ~/.zshrc, after compinit: eval "$(qualog completion zsh)"',
    ),
    "fish": (
        Fish,
        "Run once: qualog completion fish > ~/.config/fish/completions/qualog.fish",
    ),
    "powershell": (
        PowerShell,
        "Put this line into $PROFILE: qualog completion powershell | Out-String | "
        "Invoke-Expression",
    ),
}
"""Each shell with what completes for it, and how its script is put to use."""


def script(shell: str) -> str:
    """Return the script for a shell, with how to put it to use as its first lines."""
    completer, how = SHELLS[shell]
    source = completer(click.Group(PROGRAM), {}, PROGRAM, COMPLETION).source()
    return f"# Completion of {PROGRAM} for {shell}.\n# {how}\n\n{source.rstrip()}"


def register() -> None:
    """Make the shells known to click, so that they are used when a shell asks for completions."""
    for name, (completer, _) in SHELLS.items():
        add_completion_class(completer, name)
