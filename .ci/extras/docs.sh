# The documentation, without a warning.
pip install '.[docs]'
sphinx-build -W --keep-going -q docs docs/_build
