"""What decisions do to themes."""

from attrs import evolve

from qualog.decisions.themes import (
    CodesAssigned,
    CodesUnassigned,
    ThemeCreated,
    ThemeDefined,
    ThemeMoved,
    ThemeRenamed,
    ThemeRestored,
    ThemeRetired,
    ThemesRelated,
)
from qualog.replay.appliers.applier import applies, present
from qualog.replay.appliers.registers import write
from qualog.state.provenance import Provenance
from qualog.state.registers import THEME_DEFINITION, THEME_NAME, THEME_PLACE, THEME_STATUS
from qualog.state.state import State
from qualog.state.themes import Relation, Theme


@applies(ThemeCreated)
def _theme_created(state: State, decision: ThemeCreated, made: Provenance) -> None:
    state.themes[decision.theme] = Theme(
        decision.theme, decision.name, decision.definition, decision.parent, made
    )


@applies(ThemeRenamed)
def _theme_renamed(state: State, decision: ThemeRenamed, made: Provenance) -> None:
    theme = present(state.themes, decision.theme, "theme")
    write(state, made, THEME_NAME, theme.id, name=decision.name)


@applies(ThemeDefined)
def _theme_defined(state: State, decision: ThemeDefined, made: Provenance) -> None:
    theme = present(state.themes, decision.theme, "theme")
    write(state, made, THEME_DEFINITION, theme.id, definition=decision.definition)


@applies(ThemeMoved)
def _theme_moved(state: State, decision: ThemeMoved, made: Provenance) -> None:
    theme = present(state.themes, decision.theme, "theme")
    write(state, made, THEME_PLACE, theme.id, parent=decision.parent)


@applies(ThemeRetired)
def _theme_retired(state: State, decision: ThemeRetired, made: Provenance) -> None:
    theme = present(state.themes, decision.theme, "theme")
    write(state, made, THEME_STATUS, theme.id, retired=True)


@applies(ThemeRestored)
def _theme_restored(state: State, decision: ThemeRestored, made: Provenance) -> None:
    theme = present(state.themes, decision.theme, "theme")
    write(state, made, THEME_STATUS, theme.id, retired=False)


@applies(CodesAssigned)
def _codes_assigned(state: State, decision: CodesAssigned, made: Provenance) -> None:
    theme = present(state.themes, decision.theme, "theme")
    for code in decision.codes:
        present(state.codebook.codes, code, "code")
    codes = tuple(dict.fromkeys((*theme.codes, *decision.codes)))
    state.themes[theme.id] = evolve(theme, codes=codes)


@applies(CodesUnassigned)
def _codes_unassigned(state: State, decision: CodesUnassigned, made: Provenance) -> None:
    theme = present(state.themes, decision.theme, "theme")
    codes = tuple(code for code in theme.codes if code not in decision.codes)
    state.themes[theme.id] = evolve(theme, codes=codes)


@applies(ThemesRelated)
def _themes_related(state: State, decision: ThemesRelated, made: Provenance) -> None:
    present(state.themes, decision.theme, "theme")
    present(state.themes, decision.other, "theme")
    state.relations.append(Relation(decision.theme, decision.other, decision.relation, made))
