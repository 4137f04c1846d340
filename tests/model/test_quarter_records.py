"""The file of a quarter: the hash that its results must have now."""

from datetime import date

import pytest
from pydantic import ValidationError

from generator.model.quarter_records import Correction, QuarterFile

ONE, TWO, THREE = ("1" * 64, "2" * 64, "3" * 64)


def corrected(*hashes: str) -> tuple[Correction, ...]:
    return tuple(Correction(date=date(2026, 5, 1), reason="Sai số", changes=(), hash=one) for one in hashes)


@pytest.mark.parametrize(
    ("hash_", "corrections", "last"),
    [(None, (), None), (ONE, (), ONE), (ONE, corrected(TWO), TWO), (ONE, corrected(TWO, THREE), THREE)],
)
def test_the_last_hash_is_that_of_the_last_correction(
    hash_: str | None, corrections: tuple[Correction, ...], last: str | None
) -> None:
    record = QuarterFile(opened=date(2026, 3, 1), hash=hash_, corrections=corrections)
    assert record.last_hash == last


@pytest.mark.parametrize("digest", ["", "0" * 63, "0" * 65, "A" * 64, "g" * 64])
def test_a_hash_is_64_small_hexadecimal_digits(digest: str) -> None:
    with pytest.raises(ValidationError) as found:
        QuarterFile.model_validate({"opened": "2026-03-01", "hash": digest})
    assert [error["type"] for error in found.value.errors()] == ["bad-digest"]
