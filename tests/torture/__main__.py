"""All trials, one after another, and one table of them: ``make torture N=20``."""

from tests.torture import bombs, browser, crowds, disks, fuzz, kills, names, planted, switches
from tests.torture.trial import main

if __name__ == "__main__":
    main(*(one.run for one in (planted, browser, names, fuzz, bombs, kills, disks, crowds, switches)))
