"""A survey, made small, and what is seen of its material."""

LONG = "I never trusted them at all, as nobody ever told us anything 🐈"
ROWS = (
    "Respondent,Age,Joined,Member,Why?,How?\n"
    f'1,41,2021-03-01,yes,"{LONG}","Slowly,\nby talking"\n'
    f'2,,2022-03-01,no,"{LONG} either",\n'
    'Åsa,7,2023-03-01,ja,,"because so many had gone there before that we did too"\n'
)  # fmt: skip


def read_table(importer, folder, text, **options):
    """Return what an importer reads from a CSV file of the text."""
    path = folder / "study.csv"
    path.write_text(text, "utf-8")
    return importer.read(path, importer.options(**options))


def values(material):
    """Return the values of attributes, by what has them and by attribute."""
    return {(each.about, each.attribute): each.value for each in material.values}


def types(material):
    """Return the type of each attribute."""
    return {each.name: each.type for each in material.attributes}
