# The same as .pre-commit-config.yaml.
pip install '.[dev]'
ruff check .
ruff format --check .
mypy
lint-imports --no-logo
