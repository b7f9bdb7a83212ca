# The same as .pre-commit-config.yaml; and every fragment of the changelog can be read.
pip install '.[dev]'
ruff check .
ruff format --check .
mypy
lint-imports --no-logo
towncrier build --draft
