# Plugins of third parties: the examples of the documentation, and a skeleton, are built, installed
# beside Qualog, tested, and found.
pip install . hatchling hypothesis pytest
cp -r docs/examples ../examples
qualog plugin new importer bar-lines --into ../examples
pip wheel --no-deps --no-build-isolation --wheel-dir ../wheels ../examples/*
pip install --no-index ../wheels/*.whl
for example in ../examples/*; do
    (cd "$example" && pytest -q -p no:cacheprovider)
done
qualog plugins > ../plugins.txt
for example in ../examples/*; do
    grep -F " $(basename "$example") " ../plugins.txt
done
if grep Broken ../plugins.txt; then exit 1; fi
# A decision and a command of a plugin, as a user has them.
mkdir ../study && cd ../study
qualog init Trust --author Ingrid
qualog code add trust
qualog debriefing add trust --with Maria --outcome "split it"
qualog log | grep -F "held a peer debriefing on the code “trust” with Maria"
