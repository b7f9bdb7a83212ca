# Every benchmark at a tiny size, beside all its peers: what was measured is checked, not how long it took.
pip install '.[bench]'
python -m benchmarks --smoke --peers ../peers | tee ../table.md
if grep 'not measured' ../table.md; then exit 1; fi
