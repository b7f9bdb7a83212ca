# A study in a database that a team shares.
pip install '.[postgresql,test]'
pytest --complete -m postgresql
