"""What all contracts of plugins have in common: names, options, and being there once installed."""

import re
from typing import Any

import attrs
import pytest

from qualog.errors import PluginError
from qualog.options import describe_options, read_options
from qualog.plugins.registry import Registrations

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST = 100


class PluginContract:
    """What a plugin of any kind promises; the contract of each kind begins with it."""

    @pytest.fixture
    def own_configuration(
        self, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Keep what the tests' studies note of themselves out of the user's configuration."""
        monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path_factory.mktemp("config")))
        for name in ("QUALOG_PROJECT", "QUALOG_AUTHOR"):
            monkeypatch.delenv(name, raising=False)

    def plugin(self) -> Any:
        """Return the plugin that is tested."""
        raise NotImplementedError

    def installed(self) -> Registrations[Any]:
        """Return the plugins of its kind that are installed."""
        raise NotImplementedError

    def options(self, **typed: str) -> Any:
        """Return the plugin's options, as if a person had typed them after `-o`."""
        given = {name: str(value) for name, value in typed.items()}
        return read_options(self.plugin().options, given, owner=self.plugin().name)

    def test_it_has_a_name_and_one_line_that_says_what_it_does(self) -> None:
        """A name such as `bar-lines`, to be typed; a line that fits into a list."""
        plugin = self.plugin()
        assert _NAME.fullmatch(plugin.name), f"“{plugin.name}” is not a name such as bar-lines"
        assert plugin.summary.strip(), "its summary is empty"
        assert "\n" not in plugin.summary, "its summary is longer than a line"
        assert len(plugin.summary) <= _LONGEST, f"its summary is longer than {_LONGEST} characters"

    def test_its_options_are_typed_and_described(self) -> None:
        """Each option has a type that can be typed, a help text, and a default of that type."""
        options = self.plugin().options
        assert attrs.has(options), "its options are not an attrs class: see qualog.options.option"
        for shown, field in zip(describe_options(options), attrs.fields(options), strict=True):
            name = shown.name
            assert shown.help.strip(), f"the option “{name}” has no help text"
            assert "\n" not in shown.help, f"the help of “{name}” is longer than a line"
            assert not str(shown.type).startswith("<"), f"nobody can type “{name}”: {shown.type}"
            assert field.default is not attrs.NOTHING, f"the option “{name}” has no default"
            if field.default is not None:
                is_switch = isinstance(field.default, bool)
                default = str(shown.default) if is_switch else str(field.default)
                typed = self.options(**{field.name: default})
                assert typed == options(), f"the default of “{name}” cannot be typed"

    def test_an_option_that_it_does_not_have_is_refused(self) -> None:
        """A word that is mistyped is named, not passed over."""
        with pytest.raises(PluginError, match="no-such-option"):
            self.options(**{"no-such-option": "1"})

    def test_it_is_installed(self) -> None:
        """An entry point names its module, in the group that is called as its hook."""
        found = self.installed().named(self.plugin().name)
        assert type(found.plugin).__name__ == type(self.plugin()).__name__
