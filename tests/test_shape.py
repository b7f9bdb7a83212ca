"""Modules and functions can be read at once; ruff sees to it that they do not branch too often."""

import ast

from tests.sources import sources

MODULE_LINES = 400
FUNCTION_LINES = 80


def test_no_module_of_core_is_over_400_lines():
    lines = {source.path: len(source.text.splitlines()) for source in sources("core")}
    long = {path: count for path, count in lines.items() if count > MODULE_LINES}
    assert long == {}


def test_no_function_is_over_80_lines():
    lines = {
        f"{source.path}: {node.name}": node.end_lineno - node.lineno + 1
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    long = {name: count for name, count in lines.items() if count > FUNCTION_LINES}
    assert long == {}
