"""Names of files: possible everywhere, and no two the same."""

from qualog_plugins.exporters.shared.file_names import distinct, file_names, renamed


def test_what_no_file_may_be_called_is_replaced():
    assert file_names(['a/b\\c:d*e?"<f>|', " . "]) == ["a-b-c-d-e---f--", "-"]


def test_names_that_become_the_same_stay_two():
    assert file_names(["a:b", "a/b", "a-b"]) == ["a-b", "a-b (2)", "a-b (3)"]


def test_letter_case_alone_does_not_tell_names_apart():
    assert distinct(["Anna", "anna", "ANNA"]) == ["Anna", "anna (2)", "ANNA (3)"]


def test_a_number_that_is_taken_is_passed_over():
    assert distinct(["a", "a (2)", "a"]) == ["a", "a (2)", "a (3)"]


def test_only_names_that_changed_are_mentioned():
    names = ["talk", "talk/2"]
    assert list(map(str, renamed(names, file_names(names), ".txt"))) == [
        "The document “talk/2” is in the file “talk-2.txt”, since no file can have its name."
    ]
