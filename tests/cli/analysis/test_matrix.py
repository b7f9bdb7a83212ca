"""Counting codings by document, by coder, or together."""

import json


def test_a_row_for_each_code_and_a_column_for_each_document(demo):
    heading, *rows = demo.qualog("matrix", "documents").splitlines()
    assert "Interview 1" in heading
    assert "Interview 5" in heading
    listening = next(row for row in rows if row.startswith("Listening"))
    assert listening.split()[1] == "2"  # in the first interview, by two coders


def test_counts_of_coders_add_up_to_those_of_documents(demo):
    def total(of):
        data = json.loads(demo.qualog("matrix", of, "--json"))
        return sum(number for number in numbers(data) if isinstance(number, int))

    def numbers(value):
        if isinstance(value, dict):
            for inner in value.values():
                yield from numbers(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from numbers(inner)
        elif not isinstance(value, bool):
            yield value

    assert total("documents") == total("coders") > 0


def test_what_is_to_be_counted_is_asked_for(demo):
    assert "Choose documents, coders or cooccurrence." in demo.fails("matrix")
