"""Past values as readers see them, on pages of the past, in previews and in differences."""

import pytest

from generator.data.catalogue import Catalogue
from generator.measures.loader import load_measured
from generator.model import records
from generator.pages.record.past import shown
from generator.view.values import Values
from tests.paths import MINIMAL


@pytest.fixture(scope="module")
def values() -> Values:
    """The values of the minimal root."""
    return Values(load_measured(MINIMAL)[0], Catalogue.load("vi"))


@pytest.mark.parametrize(
    ("owner", "field", "text", "words"),
    [
        (records.Result, "value", "2500.5", "2.500,5"),
        (records.Result, "value", "-40", "-40"),
        (records.Result, "value_as_written", "2500.5", "2500.5"),
        (records.Target, "measures.hai-long.value", "1500", "1.500"),
        (records.Target, "measures.hai-long.baseline.value", "0.5", "0,5"),
        (records.Result, "completed", "2026-06-01", "01/06/2026"),
        (records.Result, "agency", "so-noi-vu", "Sở Nội vụ"),
        (records.Result, "state", "in-progress", "Đang thực hiện"),
        (records.TaskRecord, "number", "1.1", "1.1"),
    ],
)
def test_a_past_value_is_said_in_words(
    values: Values, owner: type[records.Record], field: str, text: str, words: str
) -> None:
    assert shown(values, field, text, owner) == words
