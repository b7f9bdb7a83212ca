"""What most commands ask for: who decides, why, and as of when."""

import click
from tests.cli.everything import commands


def test_a_project_that_was_put_back_is_warned_of_beside_the_output(trust):
    file = trust.folder / "trust.qualog"
    before = file.read_bytes()
    trust.qualog("-a", "Ingrid Falk", "code", "add", "later")
    file.write_bytes(before)
    answer = trust.run("-a", "Ingrid Falk", "code", "add", "again")
    assert answer.code == 0
    assert "a backup was put back" in answer.err
    assert "backup" not in answer.out


def test_each_command_that_reads_prints_json_and_each_that_decides_takes_a_reason():
    for ctx in commands():
        names = {option for param in ctx.command.params for option in param.opts}
        if "--at" in names:
            assert {"--json", "--project"} <= names, ctx.command_path
        if "--why" in names:
            assert {"--author", "--project"} <= names, ctx.command_path
        if isinstance(ctx.command, click.Group):
            assert names == set(), ctx.command_path


def test_as_of_an_earlier_time_is_said_above_the_text_and_in_the_json(demo):
    text = demo.qualog("codes", "--at", "after open coding")
    assert text.startswith("As of after open coding (exact)\n\n")
    assert not demo.qualog("codes").startswith("As of")
