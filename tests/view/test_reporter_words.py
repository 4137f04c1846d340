"""How many owe a report is said with what the texts leave out."""

import pytest

from generator.data.catalogue import Catalogue
from generator.measures.reporters import PlanReporters
from generator.view.reporter_words import known_count, named_count
from tests.portals import portal_of


@pytest.mark.parametrize(
    ("complete", "named", "known"),
    [
        (True, "1.300 cơ quan văn bản nêu tên", "2 / 1.300 cơ quan văn bản nêu tên"),
        (
            False,
            "1.300 cơ quan văn bản nêu tên; danh sách chưa đầy đủ",
            "2 / 1.300 cơ quan văn bản nêu tên; danh sách chưa đầy đủ",
        ),
    ],
)
def test_the_number_says_whether_the_list_is_whole(complete: bool, named: str, known: str) -> None:  # noqa: FBT001
    reporters = PlanReporters(
        plan=portal_of().plans["tp-2026"],
        reported=("so-noi-vu",),
        received=("so-y-te",),
        missing=tuple(f"xa-{number}" for number in range(1298)),
        complete=complete,
        silent=(),
    )
    t = Catalogue.load("vi").text
    assert named_count(t, reporters) == named
    assert known_count(t, reporters) == known
