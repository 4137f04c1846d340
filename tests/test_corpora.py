"""Inputs that trials of `make torture` kept: every door still reads or refuses each, and they stay small."""

import pytest

from tests.torture.doors import DOORS, MOST_BYTES, Door
from tests.torture.odd_files import CORPORA


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_every_kept_input_is_read_or_refused(door: Door) -> None:
    """Nothing crashes, every report shows on every terminal, what is written is data without an error."""
    assert door.kept
    # What an input was kept for may have another name by now; that nothing is reached would say it is stale.
    assert {code for one in door.kept.values() for code in door.codes(one)}


def test_kept_inputs_are_small() -> None:
    assert sum(path.stat().st_size for path in CORPORA.rglob("*") if path.is_file()) < MOST_BYTES
