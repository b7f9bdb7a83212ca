# The exporter to Parquet.
pip install '.[parquet,test]'
pytest --complete -m parquet
