# Plugins of third parties: the examples of the documentation, and what `qualog plugin new` writes of
# each kind, are built, installed beside Qualog, checked, tested, and found.
pip install . hatchling hypothesis mypy pytest ruff
cp -r docs/examples ../examples
mkdir ../written
for kind in $(python -c "from qualog_cli.plugins.skeletons.skeleton import KINDS; print(*KINDS)"); do
    qualog plugin new "$kind" "own-$kind" --into ../written
done
pip wheel --no-deps --no-build-isolation --wheel-dir ../wheels ../examples/* ../written/*
pip install --no-index ../wheels/*.whl
for plugin in ../examples/* ../written/*; do
    (cd "$plugin" && pytest -q -p no:cacheprovider)
done
for plugin in ../written/*; do
    (cd "$plugin" && ruff check && ruff format --check && mypy)
done
qualog plugins > ../plugins.txt
qualog --help >> ../plugins.txt
for plugin in ../examples/* ../written/*; do
    grep -F -e " $(basename "$plugin") " -e " $(basename "$plugin" | sed 's/^qualog-[a-z]*-//') " ../plugins.txt
done
if grep Broken ../plugins.txt; then exit 1; fi
# A decision and a command of a plugin, as a user has them.
mkdir ../study && cd ../study
qualog init Trust --author Ingrid
qualog code add trust
qualog debriefing add trust --with Maria --outcome "split it"
qualog log | grep -F "held a peer debriefing on the code “trust” with Maria"
