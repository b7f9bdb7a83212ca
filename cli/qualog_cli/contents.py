"""What the command line can do: the commands, section by section, each with its one line.

`qualog --help` is made of this table alone, so that it imports no command. A section's commands are
in the folder of its name, each in the module that is named here, and a command's line is the first
sentence of its own help (a test holds them together).
"""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Entry(NamedTuple):
    """Where a command is: its module in the section's folder; and what it does, in one line."""

    module: str
    summary: str


SECTIONS: Final[Mapping[str, Mapping[str, Entry]]] = {
    "Study": {
        "init": Entry("beginning", "Begin a study."),
        "demo": Entry("demo", "Make a sample study and show what Qualog does with it."),
        "status": Entry("status", "Show where the study stands."),
        "author": Entry("authors", "Add and list authors; choose who decides in this copy."),
        "participant": Entry(
            "participants", "Add and list participants; note their consent and its withdrawal."
        ),
        "attribute": Entry(
            "attributes",
            "Define attributes of participants and documents, such as role or age group.",
        ),
        "moment": Entry("named_times", "Name this point in time, to return to it and cite it."),
        "moments": Entry("named_times", "List the named points in time."),
        "undo": Entry("taking_back", "Take back a decision; the log keeps both."),
        "redact": Entry("taking_back", "Erase the words of one decision, for good."),
    },
    "Material": {
        "import": Entry("imports", "Import transcripts, coded documents and codebooks."),
        "documents": Entry("documents", "List the documents."),
        "document": Entry(
            "document", "Change a document, say who speaks in it, or trace it to its file."
        ),
        "read": Entry("read", "Show a document with its codes in the margin."),
    },
    "Coding": {
        "apply": Entry("applying", "Code a passage."),
        "remove": Entry("applying", "Remove a coding from its passage."),
        "resize": Entry("applying", "Change where a coded passage starts and ends."),
        "recode": Entry("applying", "Assign a different code to a coded passage."),
        "codings": Entry("codings", "List the coded passages."),
        "memo": Entry("memos", "Write, revise, remove and list memos."),
    },
    "Codebook": {
        "codes": Entry("codes", "Show the codebook."),
        "code": Entry("code", "Add, rename, define, move, merge, split or retire codes."),
        "themes": Entry("themes", "Show the themes with their codes."),
        "theme": Entry(
            "theme", "Develop themes and subthemes, group codes under them, relate them."
        ),
        "theory": Entry("theory", "Read the material through theories: propose and settle links."),
    },
    "Analysis": {
        "search": Entry("search", "Find words in the documents."),
        "matrix": Entry("matrix", "Count codings by document, by coder, or by code co-occurrence."),
        "sql": Entry("sql", "Ask the study with SQL, or show its tables."),
    },
    "Agreement": {
        "round": Entry(
            "rounds", "Run independent (optionally blind) coding rounds, and prove that they were."
        ),
        "agree": Entry(
            "agree.command", "Measure how far the coders agree, overall and for each code."
        ),
        "disagreements": Entry(
            "disagreements", "Show where the coders differ, the costliest passages first."
        ),
        "discuss": Entry("discussions", "Discuss passages, and settle what holds in them."),
        "plan": Entry("planning", "Estimate how much double coding a given interval width needs."),
    },
    "Audit": {
        "log": Entry("log", "List the decisions: who made them, when and why."),
        "show": Entry("log", "Show one decision in full."),
        "history": Entry("history", "Follow a code, coding, theme or anything else over time."),
        "diff": Entry("diff", "Compare two points in time."),
        "questions": Entry("questions", "List the questions raised by decisions that disagree."),
        "settle": Entry("questions", "Settle a question by choosing the value that holds."),
        "verify": Entry("verify", "Recompute every hash and report any tampering."),
        "fingerprint": Entry("proofs", "Print a short hash of the log to cite in an appendix."),
        "checkpoints": Entry("proofs", "Export signed checkpoints for someone else to keep."),
        "prove": Entry("proofs", "Prove to someone without the project that a decision is in it."),
        "doctor": Entry("health", "Check the project and the machine for problems."),
        "backup": Entry("health", "Write a verified copy, while others work."),
    },
    "Sharing": {
        "merge": Entry("merging", "Bring in the decisions of other copies of the study."),
        "sync": Entry("merging", "Exchange decisions with a database that a team shares."),
        "bundle": Entry("bundles", "Send decisions by mail, as one file."),
        "copies": Entry("copies", "List the copies of the study; accept, end or reopen one."),
    },
    "Output": {
        "export": Entry("exports", "Write a report, the codings, or the whole study to a file."),
    },
    "Plugins": {
        "plugins": Entry(
            "installed", "List the installed plugins, and what is wrong with broken ones."
        ),
        "plugin": Entry("skeletons", "Start a plugin of your own from a working skeleton."),
    },
    "Help": {
        "help": Entry("help", "Show how a command is used."),
        "completion": Entry("completion", "Let your shell complete commands, codes and names."),
    },
}

COMMANDS: Final[Mapping[str, Entry]] = {
    name: Entry(f"{section.lower()}.{entry.module}", entry.summary)
    for section, commands in SECTIONS.items()
    for name, entry in commands.items()
}
"""Every command by its name, with its module as the command line's own package has it."""
