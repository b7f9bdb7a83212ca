"""Variables with their values, and cases."""

from tests.plugins.importers.refi.projects import element, shown

from qualog.material import ImportedAttribute, ImportedValue
from qualog_plugins.importers.refi.cases import VariableReader, read_cases


def value(variable, text, kind="Text"):
    return element(
        f'<VariableValue><VariableRef targetGUID="{variable}"/><{kind}Value>{text}</{kind}Value>'
        "</VariableValue>"
    )


def variables():
    reader = VariableReader()
    reader.read(
        element(
            '<Variables><Variable guid="A" name="age" typeOfVariable="Integer">'
            '<Description>x</Description></Variable><Variable guid="B" typeOfVariable="Odd"/>'
            '<Variable guid="C" name="age" typeOfVariable="Float"/></Variables>'
        )
    )
    return reader


def test_variables_of_one_name_are_one_and_texts_where_their_types_differ():
    reader = variables()
    assert list(reader.attributes()) == [
        ImportedAttribute("age", "text"), ImportedAttribute("unnamed variable", "text"),
    ]  # fmt: skip
    assert shown(reader.dropped) == ["the description of the variable “age”"]


def test_a_value_of_another_type_makes_its_variable_a_text():
    reader = VariableReader()
    reader.read(element('<Vs><Variable guid="A" name="age" typeOfVariable="Integer"/></Vs>'))
    reader.add_values("participant", "Ann", [value("a", "41", "Integer"), value("A", "many")])
    assert [each.value for each in reader.values] == ["41", "many"]
    assert list(reader.attributes()) == [ImportedAttribute("age", "text")]
    assert shown(reader.dropped) == [
        "that the variable “age” is of the type integer: “many” is not"
    ]


def test_a_value_that_is_empty_or_of_no_variable_is_left_behind():
    reader = VariableReader()
    reader.add_values("document", "talk", [value("X", "1"), element("<VariableValue/>")])
    assert reader.values == []
    assert shown(reader.dropped) == [
        "a value of “talk” that is empty, or of no variable",
        "a value of “talk” that is empty, or of no variable",
    ]


def test_a_group_of_documents_is_an_attribute_that_says_yes():
    reader = VariableReader()
    reader.add_group("Old", ["talk"])
    assert list(reader.attributes()) == [ImportedAttribute("Old", "yes-no")]
    assert reader.values == [ImportedValue("document", "talk", "Old", "yes")]


def test_a_case_without_a_name_is_its_only_sources_own():
    cases = list(
        read_cases(
            element(
                '<Cases><Case guid="A" name="Ann"><Description>d</Description><CodeRef/>'
                '<SourceRef targetGUID="S"/><SelectionRef targetGUID="T"/></Case>'
                '<Case guid="B"><SourceRef targetGUID="S"/></Case>'
                '<Case guid="C"><SelectionRef targetGUID="T"/></Case></Cases>'
            )
        )
    )
    assert [(case.name, case.sources, case.selections) for case in cases] == [
        ("Ann", ("s",), ("t",)), ("", ("s",), ()), ("unnamed case", (), ("t",)),
    ]  # fmt: skip
    assert (cases[0].guid, cases[0].description, cases[0].codes) == ("a", "d", 1)


def test_a_case_without_a_name_but_with_two_sources_is_somebody():
    markup = '<Cases><Case><SourceRef targetGUID="S"/><SourceRef targetGUID="T"/></Case></Cases>'
    assert [case.name for case in read_cases(element(markup))] == ["unnamed case"]
