"""Measure: python -m benchmarks [--quick] [--only PART] [--peers FOLDER] [--write FILE]"""

import argparse
import functools
import os
import platform
import shutil
import sqlite3
import tempfile
from datetime import date
from pathlib import Path

from benchmarks import agreement, imports, log, postgresql, sharing, startup
from benchmarks.measure import Row, told

PARTS = {
    "startup": startup,
    "log": log,
    "imports": imports,
    "sharing": sharing,
    "postgresql": postgresql,
    "agreement": agreement,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the work")
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--write", type=Path, help="write the table to this file")
    parser.add_argument(
        "--peers", type=Path, help="measure agreement beside its peers, installed in this folder"
    )
    options = parser.parse_args()
    count, rounds = (100_000, 3) if options.quick else (1_000_000, 7)
    runs = {name: part.run for name, part in PARTS.items()}
    runs["agreement"] = functools.partial(agreement.run, peers=options.peers)
    # Beside the checkout and not in /tmp, which may be memory and not a disk.
    folder = Path(tempfile.mkdtemp(dir=Path.cwd(), prefix=".benchmark-"))
    os.environ["QUALOG_CONFIG"] = str(folder / "config")
    lines = [*_facts(), "", *_heading()]
    print("\n".join(lines), flush=True)
    try:
        for name, run in runs.items():
            if options.only in (None, name):
                for row in run(folder, count, rounds):
                    lines.append(_line(row))
                    print(lines[-1], flush=True)
    finally:
        shutil.rmtree(folder)
    if options.write:
        options.write.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _facts() -> list[str]:
    return [
        f"Measured on {date.today().isoformat()}: {os.cpu_count()} processors, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}."
    ]


def _heading() -> list[str]:
    return [
        "| work | Qualog | against | that takes | ratio | target | met |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]


def _line(row: Row) -> str:
    met = {True: "yes", False: "no", None: ""}[row.met]
    work = f"{row.work} ({row.note})" if row.note else row.work
    times = ["" if each is None else told(each, row.count) for each in (row.ours, row.theirs)]
    ratio = "" if row.ratio is None else _ratio(row.ratio)
    cells = (work, times[0], row.against, times[1], ratio, row.target, met)
    return f"| {' | '.join(cells)} |"


def _ratio(ratio: float) -> str:
    return f"{ratio:.2f}×" if ratio >= 0.1 else f"1/{1 / ratio:.0f}"


if __name__ == "__main__":
    main()
