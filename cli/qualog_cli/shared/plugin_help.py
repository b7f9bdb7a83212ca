"""Commands that plugins add to: their help lists the plugins, or has the options of one."""

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import click

from qualog.language import message
from qualog_cli.shared.commands import Command

if TYPE_CHECKING:
    from qualog.options import OptionHelp
    from qualog.plugins.registry import Registration

_ARGUMENTS: Final = "qualog_cli.arguments"

_METAVARS: Final[Mapping[str, str]] = {
    "a text": "TEXT",
    "a whole number": "N",
    "a number": "NUMBER",
}
"""How the types of options are written in help, where they are not written out as choices."""

_MOST_IN_LINES: Final = 20
"""More plugins than these are named without what they do: the help is to fit a screen or two."""

_WHAT_EACH_DOES: Final = message("To see what each of them does: qualog plugins")


class PluginCommand(Command):
    """A command whose help lists plugins; where one is named, its help is that plugin's.

    So `qualog import --help` fits on a screen or two, and `qualog import --with word --help` has
    the options of one importer.
    """

    def __init__(
        self,
        *args: Any,
        plugins: Callable[[], "Iterable[Registration[Any]]"],
        chosen: Callable[[str], "Registration[Any]"],
        by: str,
        title: str,
        facts: Callable[[Any], Iterable[tuple[str, str]]] = lambda plugin: (),
        **attributes: Any,
    ) -> None:
        """Make the command.

        Args:
            *args: as for any command.
            plugins: a function that returns the plugins of the kind.
            chosen: a function that returns the one of a name.
            by: which parameter of the command names a plugin, or several.
            title: the heading of the list.
            facts: a function that returns what else is said of a plugin: titles and texts.
            **attributes: as for any command.
        """
        super().__init__(*args, **attributes)
        self._plugins = plugins
        self._chosen = chosen
        self._by = by
        self._title = title
        self._facts = facts

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed, and keep it: help is asked for before a plugin's name is read."""
        ctx.meta[_ARGUMENTS] = list(args)
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help of the plugins that are named; where none is, that of the command."""
        names = self._named(ctx)
        for name in names:
            self._format_plugin(ctx, formatter, self._chosen(name))
        if not names:
            super().format_help(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the plugins: each with what it does where they are few."""
        super().format_options(ctx, formatter)
        found = list(self._plugins())
        name_columns = max((len(plugin.called) for plugin in found), default=0)
        room = formatter.width - name_columns - 2 * formatter.indent_increment
        with formatter.section(self._title):
            if len(found) > _MOST_IN_LINES:
                _write_names(formatter, [plugin.called for plugin in found])
                formatter.write_text(str(_WHAT_EACH_DOES))
                return
            formatter.write_dl(
                [(plugin.called, _shortened(plugin.plugin.summary, room)) for plugin in found],
                col_max=name_columns,
            )

    def _named(self, ctx: click.Context) -> list[str]:
        options, _, _ = self.make_parser(ctx).parse_args(list(ctx.meta.get(_ARGUMENTS, ())))
        value = options.get(self._by)
        if isinstance(value, str):
            return [value]
        return list(value) if isinstance(value, list | tuple) else []

    def _format_plugin(
        self, ctx: click.Context, formatter: click.HelpFormatter, plugin: "Registration[Any]"
    ) -> None:
        from qualog.options import describe_options

        formatter.write_usage(ctx.command_path, " ".join(self._usage_with(ctx, plugin.called)))
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(plugin.plugin.summary)
        options = [
            (f"-o {option.name}={_METAVARS.get(str(option.type), option.type)}", _meaning(option))
            for option in describe_options(plugin.plugin.options)
        ]
        facts = list(self._facts(plugin.plugin))
        for heading, rows in (("About it", facts), ("Its options", options)):
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)
        formatter.write_paragraph()
        formatter.write_text(f"All other options: {ctx.command_path} --help")

    def _usage_with(self, ctx: click.Context, name: str) -> Iterator[str]:
        parameter = next(option for option in self.params if option.name == self._by)
        if isinstance(parameter, click.Option):
            yield max(parameter.opts, key=len)
        yield name
        own = parameter.get_usage_pieces(ctx)
        yield from (piece for piece in self.collect_usage_pieces(ctx) if piece not in own)


def _meaning(option: "OptionHelp") -> str:
    if not option.default:
        return option.help
    return str(message("{help}  [default: {default}]", help=option.help, default=option.default))


def _write_names(formatter: click.HelpFormatter, names: Iterable[str]) -> None:
    # click would break a name at its hyphen, and then nobody could copy it.
    columns = formatter.width - formatter.current_indent
    for line in textwrap.wrap(", ".join(names), columns, break_on_hyphens=False):
        formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


def _shortened(summary: str, columns: int) -> str:
    return textwrap.shorten(summary, max(columns, 20), placeholder=" …")
