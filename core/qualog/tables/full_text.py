"""Full text: texts that are searched, by their words as they are, and by the stems of these.

Of each table here there are two indices of SQLite's FTS5 with its row numbers: `turns_fts` has the
words of `turns`, and `turns_stems` their stems, so that “listened” finds “listening”. A stem is
what Snowball makes of a word in the language of its line, Swedish or English; where that cannot be
told, in both.
"""

from typing import Any, Final, NamedTuple

from qualog.text.stems import LANGUAGES, languages_of, stem_of, words_of


class Searched(NamedTuple):
    """A table whose texts are searched, and the columns that they are in."""

    table: str
    columns: tuple[str, ...]

    @property
    def words(self) -> str:
        """The name of the index of words."""
        return f"{self.table}_fts"

    @property
    def stems(self) -> str:
        """The name of the index of stems."""
        return f"{self.table}_stems"


SEARCHED: Final = (
    Searched("documents", ("name", "text")),
    Searched("turns", ("text",)),
    Searched("codings", ("quotation",)),
)


def create_indices(database: Any) -> None:
    """Make the indices, empty, in a database of sqlite_utils that has the tables."""
    for searched in SEARCHED:
        database.table(searched.table).enable_fts(searched.columns, tokenize="unicode61")
        # Of stems, å and a are different letters. What the table has is not kept once more.
        database.execute(
            f"CREATE VIRTUAL TABLE {searched.stems} USING fts5"
            "(stems, content='', tokenize='unicode61 remove_diacritics 0')"
        )


def fill_index(database: Any, searched: Searched) -> None:
    """Fill both indices of a table whose rows are in it."""
    database.table(searched.table).populate_fts(searched.columns)
    columns = ", ".join(searched.columns)
    rows = database.execute(f"SELECT rowid, {columns} FROM {searched.table}")
    stemmed = ((rowid, stems_of("\n".join(texts))) for rowid, *texts in rows.fetchall())
    database.conn.executemany(f"INSERT INTO {searched.stems} (rowid, stems) VALUES (?, ?)", stemmed)


def stems_of(text: str) -> str:
    """Return the stems of a text's words, line by line in the language that it is in; else both."""
    lines = [list(words_of(line)) for line in text.splitlines()]
    return " ".join(
        stem_of(word.text, language)
        for words in lines
        for language in languages_of(words)
        for word in words
    )


def stems_sought(words: object) -> str | None:
    """Return the stems of words that somebody looks for, as FTS5 is asked for all of them.

    A single word does not show which language it is in, so each may be in either.
    """
    if words is None:
        return None
    sought = [
        " OR ".join(dict.fromkeys(f'"{stem_of(word.text, language)}"' for language in LANGUAGES))
        for word in words_of(str(words))
    ]
    return " AND ".join(f"({stems})" for stems in sought) or '""'
