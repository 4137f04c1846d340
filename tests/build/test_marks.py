"""Which figures and cells of a page differ from the published page."""

import pytest

from generator.build.marks import changes_of
from generator.view.page_trace import CellTrace, FigureTrace, PageTrace


def page(*figures: tuple[str, str]) -> PageTrace:
    return PageTrace(tuple(FigureTrace(record, "", text) for record, text in figures))


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ([("a", "1")], [("a", "2")], ["2|1|"]),
        ([("a", "1")], [("b", "2")], ["2|None|mới"]),
        # Moved: the same figure of the same record, elsewhere on the page.
        ([("a", "1"), ("b", "2")], [("b", "2"), ("a", "1")], []),
        # One more of a kind is new; it is no other's later value.
        ([("a", "x")], [("a", "x"), ("a", "y")], ["y|None|"]),
        ([("a", "x"), ("a", "x")], [("a", "y"), ("a", "y")], ["y|x|", "y|x|"]),
        ([("a", "x")], [("a", "y"), ("a", "z")], ["y|None|", "z|None|"]),
        # Which of three old ones each of two new ones replaces, nobody knows: nothing is claimed.
        ([("a", "1"), ("a", "2"), ("a", "3")], [("a", "4"), ("a", "5")], ["4|None|", "5|None|"]),
        ([("a", "1"), ("a", "2")], [("a", "3"), ("a", "2")], ["3|1|"]),
    ],
)
def test_an_old_figure_is_shown_only_where_it_is_certain(
    was: list[tuple[str, str]], now: list[tuple[str, str]], told: list[str]
) -> None:
    trace = page(*now)
    changes = sorted(changes_of(trace, page(*was)).figures.items())
    assert [
        f"{trace.figures[place].text}|{change.before}|{'mới' if change.is_new else ''}"
        for place, change in changes
    ] == told


def test_figures_of_two_columns_are_never_compared() -> None:
    now, was = (
        PageTrace((FigureTrace("a", "Thời hạn", first), FigureTrace("a", "Sản phẩm", second)))
        for first, second in (("Quý II", "Báo cáo"), ("Báo cáo", "Quý I"))
    )
    assert {place: change.before for place, change in changes_of(now, was).figures.items()} == {
        0: "Báo cáo", 1: "Quý I",
    }  # fmt: skip


def test_cells_of_known_addresses_differ_by_their_state() -> None:
    now = PageTrace(cells=(CellTrace("1/", "done"), CellTrace("2/", "due"), CellTrace("3/", "due")))
    was = PageTrace(cells=(CellTrace("1/", "late"), CellTrace("2/", "due")))
    assert changes_of(now, was).cells == {CellTrace("1/", "done")}
    assert not changes_of(was, was)
