# What the documentation shows of Datasette, DuckDB and pandas.
pip install '.[databases,test]'
pytest --complete -m databases
