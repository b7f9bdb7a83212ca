"""Measure how fast Qualog is beside named peers and raw limits, and print the table."""

import argparse
import os
import shutil
import tempfile
from pathlib import Path

from benchmarks import agreement, imports, log, postgresql, sharing, startup
from benchmarks.sizes import FULL, QUICK, SMOKE, Setup
from benchmarks.table import HEADING, facts

PARTS = {
    "startup": startup,
    "log": log,
    "imports": imports,
    "sharing": sharing,
    "postgresql": postgresql,
    "agreement": agreement,
}


def main() -> None:
    options = _parser().parse_args()
    # Beside the checkout and not in /tmp, which may be memory and not a disk.
    folder = Path(tempfile.mkdtemp(dir=Path.cwd(), prefix=".benchmark-"))
    os.environ["QUALOG_CONFIG"] = str(folder / "config")
    setup = Setup(folder, options.sizes, options.peers)
    lines = [facts(), "", *HEADING]
    if options.sizes is SMOKE:
        lines[1:1] = ["So little is measured that only the counts and values mean anything."]
    print("\n".join(lines), flush=True)
    try:
        for name in [options.only] if options.only else PARTS:
            for row in PARTS[name].run(setup):
                lines.append(str(row))
                print(row, flush=True)
    finally:
        shutil.rmtree(folder)
    if options.write:
        options.write.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    size = parser.add_mutually_exclusive_group()
    size.add_argument(
        "--quick", dest="sizes", action="store_const", const=QUICK, help="a tenth of the decisions"
    )
    size.add_argument(
        "--smoke",
        dest="sizes",
        action="store_const",
        const=SMOKE,
        help="so little that only the counts and values mean anything, which are checked",
    )
    parser.set_defaults(sizes=FULL)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--write", type=Path, help="write the table to this file")
    parser.add_argument(
        "--peers", type=Path, help="measure agreement beside its peers, installed in this folder"
    )
    return parser


if __name__ == "__main__":
    main()
