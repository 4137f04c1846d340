"""All trials, one after another, and one table of them: ``make torture N=20``."""

from tests.torture import (
    bombs,
    browser,
    crowds,
    disks,
    fuzz,
    kills,
    leftovers,
    names,
    planted,
    properties,
    switches,
)  # fmt: skip
from tests.torture.trial import main

TRIALS = (
    planted, browser, names, fuzz, bombs, kills, disks, crowds, switches, leftovers, properties,
)  # fmt: skip

if __name__ == "__main__":
    main(*(one.run for one in TRIALS))
