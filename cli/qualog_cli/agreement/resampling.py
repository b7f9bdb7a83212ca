"""How intervals are found, where commands ask it alike."""

from typing import Final

import click

from qualog_cli.shared.types import NUMBER, WHOLE_NUMBER

LEVEL: Final = click.option(
    "--level",
    type=NUMBER,
    metavar="SHARE",
    default=0.95,
    show_default=True,
    help="Level of confidence.",
)
SEED: Final = click.option(
    "--seed",
    type=WHOLE_NUMBER,
    default=1,
    show_default=True,
    help="Seed of the random numbers.",
)
