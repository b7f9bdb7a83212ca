"""Testing: contracts for the authors of plugins, as pytest classes; only here pytest is needed.

A contract is a class of tests. Inherit from it in a class that begins with `Test`, fill in what it
asks for, and pytest does the rest.
"""

try:
    import hypothesis as _hypothesis  # noqa: F401
    import pytest as _pytest
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        f"qualog.testing needs {error.name}, which is not here: pip install pytest hypothesis",
        name=error.name,
    ) from None

# So that a failing assertion of a contract shows its values, as one of a test's own does.
_pytest.register_assert_rewrite(
    *(
        f"{__name__}.{module}"
        for module in (
            "plugin",
            "samples",
            "importers",
            "mappers",
            "measures",
            "exporters",
            "stores",
        )
    )
)
