# The tutorial that is a notebook.
pip install '.[notebook,test]'
pytest --complete -m notebook
