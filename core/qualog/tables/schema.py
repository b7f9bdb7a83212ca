"""All tables and views that there are."""

from collections.abc import Mapping
from typing import Final

from qualog.tables import coding, discussions, history, material, people, themes, theory
from qualog.tables.table import Relation, Table
from qualog.tables.views import VIEWS

TABLES: Final[tuple[Table, ...]] = (
    *people.TABLES,
    *material.TABLES,
    *coding.TABLES,
    *themes.TABLES,
    *theory.TABLES,
    *discussions.TABLES,
    *history.TABLES,
)
"""The tables, in the order in which they are filled."""

RELATIONS: Final[Mapping[str, Relation]] = {
    relation.name: relation for relation in (*TABLES, *VIEWS)
}
"""Every table and view by its name."""
