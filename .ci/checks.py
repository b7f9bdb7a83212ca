"""What CI checks: README.md's two commands, plugins, each extra alone, other Pythons, all at once.

Each check has a clean copy of the checkout and an empty environment of its own, so that nothing
is there but what its own commands install. Two run side by side. Only Python's own library is
used here, since nothing is installed yet.
"""

import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]


@dataclass(frozen=True)
class Check:
    """Commands, and where they run.

    Attributes:
        title: what is printed above.
        script: the commands, for bash.
        python: what makes the environment.
        alone: whether neither PostgreSQL, R and strace nor ../shared are to be found.
        prints: patterns of what must be among what is printed.
    """

    title: str
    script: str
    python: str = sys.executable
    alone: bool = False
    prints: tuple[str, ...] = ()


def main() -> int:
    """Run all checks, print each with what it printed, and return the exit code."""
    began, failed = time.monotonic(), []
    checks = list(all_checks())
    with TemporaryDirectory() as name, ThreadPoolExecutor(2) as pool:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL is not run as root, so another user must reach it
        results = pool.map(partial(run, folder=folder), checks)
        for check, (passed, output) in zip(checks, results, strict=True):
            print(f"\n== {check.title}\n{output}", flush=True)
            failed += [] if passed else [check.title]
    minutes = round((time.monotonic() - began) / 60)
    print(f"\n{len(checks)} checks in {minutes} minutes. Failed: {'; '.join(failed) or 'none'}")
    return 1 if failed else 0


def all_checks() -> Iterator[Check]:
    """Yield the checks, in the order in which they are begun and printed."""
    demo, tests = readme_commands()
    yield Check(f"README.md: {demo}", demo)
    # Where PostgreSQL, R, strace and ../shared are not, what needs them is skipped with a sentence.
    missing = ("initdb", "Rscript", "strace", "../shared/data")
    skips = tuple(rf"SKIPPED.* {re.escape(name)} " for name in missing)
    yield Check(f"README.md: {tests}", tests, alone=True, prints=skips)
    for extra, script in extra_scripts(demo + tests).items():
        yield Check(f"the extra '{extra}' alone", script)
    yield Check("plugins of third parties", (ROOT / ".ci/plugins.sh").read_text("utf-8"))
    yield from other_pythons(demo)
    every = f"pip install '.[{','.join(EXTRAS)}]'"
    yield Check("every extra at once, and all tests", f"{every}\npytest --complete --durations=15")


def readme_commands() -> list[str]:
    """Return the README's two commands that install Qualog, as they stand there."""
    commands = re.findall(r"^\$ (pip install .+)$", (ROOT / "README.md").read_text("utf-8"), re.M)
    if len(commands) != 2:
        raise SystemExit(f"README.md has other commands than the two that CI knows: {commands}")
    return commands


def extra_scripts(readme: str) -> dict[str, str]:
    """Return the script of each extra that the README's commands do not install.

    A script installs the extra, and with it at most `test`, which brings what runs the tests.
    """
    scripts = {path.stem: path.read_text("utf-8") for path in (ROOT / ".ci/extras").glob("*.sh")}
    expected = {extra for extra in EXTRAS if f"[{extra}]" not in readme}
    if unlike := expected ^ scripts.keys():
        raise SystemExit(f"Neither an extra without a check nor the reverse: .ci/extras, {unlike}")
    return dict(sorted(scripts.items()))


def other_pythons(demo: str) -> Iterator[Check]:
    """Yield a check with every other version of Python that pyproject.toml names.

    The demo runs there: it loads every module of the core and the command line. With the newest,
    the tests of core run too, and call most of the standard library's that Qualog uses: what holds
    with the oldest and the newest holds between. The formats of plugins are the business of the
    libraries that read them.
    """
    versions = [
        version
        for classifier in PROJECT["classifiers"]
        if re.fullmatch(r"3\.\d+", version := classifier.rpartition(" :: ")[2])
    ]
    for version in versions:
        if sys.version.startswith(f"{version}."):
            continue
        tests = f"{demo}\npip install '.[test]'\npytest tests/core"
        script = tests if version == versions[-1] else demo
        if python := python_of(version):
            yield Check(f"Python {version}", script, python)
        else:
            yield Check(f"Python {version}", f"echo 'There is no Python {version} here.'")


def python_of(version: str) -> str | None:
    """Return the path of a Python of this version, from PATH, pyenv or uv; else None."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    candidates = [
        shutil.which(f"python{version}"),
        *map(str, pyenv.glob(f"versions/{version}.*/bin/python")),
        printed(["uv", "python", "find", version]).strip(),
    ]
    # On the PATH may be a program of pyenv's that only says that there is no such Python.
    asked = ("-c", "import sys; print(*sys.version_info[:2], sep='.')")
    for python in filter(None, candidates):
        if printed([python, *asked]).strip() == version:
            return python
    return None


def printed(command: list[str]) -> str:
    """Return what a command prints; nothing if it is not there or fails."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def run(check: Check, folder: Path) -> tuple[bool, str]:
    """Run a check in a place of its own; return whether it passed, and what it printed."""
    place = folder / re.sub(r"\W+", "-", check.title)
    checkout = place / "qualog"
    copy_checkout(checkout)
    if not check.alone and (ROOT.parent / "shared").is_dir():
        (place / "shared").symlink_to(ROOT.parent / "shared")
    subprocess.run([check.python, "-m", "venv", place / "venv"], check=True)
    path = without_services(place / "programs") if check.alone else os.environ["PATH"]
    ran = subprocess.run(
        ["bash", "-euxo", "pipefail", "-c", check.script],
        cwd=checkout,
        env=environment(place) | {"PATH": f"{place / 'venv' / 'bin'}:{path}"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    missing = [each for each in check.prints if not re.search(each, ran.stdout)]
    output = ran.stdout + "".join(f"It did not print: {each}\n" for each in missing)
    shutil.rmtree(place)
    return ran.returncode == 0 and not missing, output


def copy_checkout(target: Path) -> None:
    """Copy what belongs to the checkout, committed or not, and nothing that was made in it."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).exists():  # it may be deleted, and not committed
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)


def environment(place: Path) -> dict[str, str]:
    """Return the variables that a check sees: no other Python's, and no project of its user's."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "QUALOG", "VIRTUAL_ENV"))
    }
    return kept | {
        "QUALOG_CONFIG": str(place / "config"),
        "PIP_CONSTRAINT": str(ROOT / ".ci" / "constraints.txt"),
        "PIP_QUIET": "2",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def without_services(folder: Path) -> str:
    """Return a PATH with every program of this one but R's, strace and PostgreSQL's."""
    initdb = Path(shutil.which("initdb") or "initdb").resolve()
    hidden = {"Rscript", "strace", *(program.name for program in initdb.parent.iterdir())}
    folder.mkdir()
    for directory in map(Path, os.environ["PATH"].split(os.pathsep)):
        for program in directory.iterdir() if directory.is_dir() else ():
            if program.name not in hidden and not (folder / program.name).is_symlink():
                (folder / program.name).symlink_to(program)
    return str(folder)


if __name__ == "__main__":
    sys.exit(main())
