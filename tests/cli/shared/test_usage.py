"""Who mistypes is told what is wrong, what may have been meant, and where to look."""

import pytest

HOW = "How it is used: {} --help\n"


@pytest.mark.parametrize(
    ("words", "error", "path"),
    [
        (
            ("code", "ad"),
            "There is no command qualog code ad. Did you mean qualog code add?",
            "qualog code",
        ),
        (("stats",), "There is no command qualog stats. Did you mean qualog status?", "qualog"),
        (("xyzzy",), "There is no command qualog xyzzy.", "qualog"),
        (
            ("help", "code", "renam"),
            "There is no command qualog code renam. Did you mean qualog code rename?",
            "qualog code",
        ),
        (("help", "nothing"), "There is no command qualog nothing.", "qualog"),
        (("help", "codes", "add"), "There is no command qualog codes add.", "qualog codes"),
        (("--verion",), "There is no option --verion. Did you mean --version?", "qualog"),
        (
            ("status", "--jsn"),
            "There is no option --jsn. Did you mean --json?",
            "qualog status",
        ),
        (("status", "-x"), "There is no option -x.", "qualog status"),
        (
            ("agree", "--unit", "trun"),
            "--unit: There is no choice “trun”. Did you mean turn?",
            "qualog agree",
        ),
        (
            ("agree", "--unit", "TURN"),
            "--unit: There is no choice “TURN”. Did you mean turn?",
            "qualog agree",
        ),
        (
            ("completion", "tcsh"),
            "SHELL: There is no choice “tcsh”. Choose bash, zsh, fish or powershell.",
            "qualog completion",
        ),
        (
            ("completion",),
            "Missing argument: SHELL. Choose bash, zsh, fish or powershell.",
            "qualog completion",
        ),
        (("code", "add"), "Missing argument: NAME", "qualog code add"),
        (("init", "Trust"), "Missing option: --author", "qualog init"),
        (
            ("discuss", "settle", "3f9a1c22"),
            "Missing option: --outcome. Choose one-side, both, new-coding or changed-definition.",
            "qualog discuss settle",
        ),
        (("code", "add", "x", "--why"), "The option --why needs a value.", "qualog code add"),
        (("status", "--json=yes"), "The option --json takes no value.", "qualog status"),
        (("status", "more"), "qualog status does not take the argument “more”.", "qualog status"),
        (
            ("status", "more", "still"),
            "qualog status does not take the arguments “more still”.",
            "qualog status",
        ),
        (
            ("read", "Interview", "1"),
            "qualog read does not take the argument “1”. A name with spaces stands in quotation "
            'marks: "Interview 1"',
            "qualog read",
        ),
        (
            ("codes", "add", "trust"),
            "qualog codes does not take the arguments “add trust”. Did you mean qualog code add?",
            "qualog codes",
        ),
        (
            ("plugins", "new"),
            "qualog plugins does not take the argument “new”. Did you mean qualog plugin new?",
            "qualog plugins",
        ),
        (
            ("codes", "nothing"),
            "qualog codes does not take the argument “nothing”.",
            "qualog codes",
        ),
        (
            ("apply", "trust", "talk", "--span", "3-5"),
            "--span: “3-5” is not a span. Write it as START:END, such as 120:164.",
            "qualog apply",
        ),
        (
            ("agree", "--level", "two"),
            "--level: “two” is not a number. Write it like 0.2.",
            "qualog agree",
        ),
        (
            ("log", "--last", "1.5"),
            "--last: “1.5” is not a whole number. Write it like 12.",
            "qualog log",
        ),
        (
            ("disagreements", "--most", "0"),
            "--most: 0 is too small: take 1 or more.",
            "qualog disagreements",
        ),
        (("plan", "--coders", "11"), "--coders: 11 is too large: take 10 or less.", "qualog plan"),
        (("plan",), "Give one of --width, --documents and --units.", "qualog plan"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_said_of_what_was_mistyped(shell, words, error, path):
    assert shell.fails(*words) == f"Error: {error}\n{HOW.format(path)}"


def test_what_is_wrong_in_the_study_sends_nobody_to_the_usage(trust):
    problem = trust.fails("read", "tlak")
    assert "Did you mean “talk”?" in problem
    assert "How it is used" not in problem


def test_the_options_before_the_command_are_checked_there(shell):
    assert (
        shell.fails("--author")
        == f"Error: The option --author needs a value.\n{HOW.format('qualog')}"
    )
