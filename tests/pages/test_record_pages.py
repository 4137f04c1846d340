"""Pages of the record: contradictions, the log, what a preview says of differences."""

from generator.data.history import NO_HISTORY
from generator.pages.record import contradictions, log, preview
from tests.portals import presentation_of

MADE = presentation_of()
VALUES = MADE.values


def test_a_contradiction_is_told_with_both_places() -> None:
    (spec,) = contradictions.pages(VALUES, MADE.notices)
    assert isinstance(spec.view, contradictions.ContradictionsPage)
    (group,) = spec.view.groups
    assert (group.id, group.count.text) == ("contradiction", "1")
    (entry,) = group.entries
    assert entry.statement.text == "Kế hoạch và báo cáo ghi hai con số khác nhau."
    assert [link.text for link in entry.places] == ["1/KH-UBND, mục I.2", "2/BC-UBND, mục I.1"]


def test_without_history_nothing_is_claimed() -> None:
    (spec,) = log.pages(VALUES, NO_HISTORY)
    assert isinstance(spec.view, log.LogPage)
    assert (spec.view.known, spec.view.commits) == (False, None)
    assert "không kèm lịch sử git" in spec.view.words


def test_a_commit_is_called_by_its_reason() -> None:
    assert [log.words_of(line) for line in ("data: Sửa hạn", "fix(x): Sửa", "Sửa: hạn")] == [
        "Sửa hạn",
        "Sửa",
        "Sửa: hạn",
    ]


def test_a_preview_without_git_says_that_nothing_was_compared() -> None:
    banner = preview.unknown(VALUES.t)
    assert "Không so được với bản đã công bố" in banner.words
    assert (banner.items, banner.url) == ((), "")
