# Frames for pandas, polars and Arrow.
pip install '.[frames,test]'
pytest --complete -m frames
