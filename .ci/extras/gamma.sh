# The measure that pygamma-agreement computes.
pip install '.[gamma,test]'
pytest --complete -m gamma
