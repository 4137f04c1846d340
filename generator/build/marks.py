"""Finds which figures of a preview differ from the published page. Pure; the templates write the marks.

Two figures are compared if they have the same record, rule and label (of the table cell or field that
contains them). If it is not certain which old figure a new one replaces, no old figure is shown beside it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.view.page_trace import CellTrace, FigureChange, FigureTrace, PageChanges, PageTrace


def changes_of(now: PageTrace, published: PageTrace) -> PageChanges:
    """Return how a page differs from the published page of the same address."""
    return PageChanges(dict(_figures(now.figures, published.figures)), _cells(now.cells, published.cells))


def _figures(
    now: Sequence[FigureTrace], published: Sequence[FigureTrace]
) -> Iterator[tuple[int, FigureChange]]:
    """Yield the place and change of each figure that differs."""
    olds = _texts(published)
    for about, texts in _texts(now).items():
        old = olds.get(about, {})
        left = list((Counter(old.values()) - Counter(texts.values())).elements())
        fresh = _fresh(texts, Counter(texts.values()) - Counter(old.values()))
        for number, place in enumerate(fresh):
            if len(set(left)) == 1 and len(left) >= len(fresh):
                yield place, FigureChange(left[0], is_new=False)
            elif len(left) == len(fresh):
                yield place, FigureChange(left[number], is_new=False)
            else:
                yield place, FigureChange(None, is_new=not old)


def _fresh(texts: dict[int, str], more: Counter[str]) -> list[int]:
    """Return the places of the figures that are more than before.

    Among equal figures the last ones count as new, because rows are usually added at the end.
    """
    left, found = Counter(more), []
    for place, text in reversed(texts.items()):
        if left[text]:
            left[text] -= 1
            found.append(place)
    return found[::-1]


def _texts(figures: Sequence[FigureTrace]) -> dict[tuple[str, str], dict[int, str]]:
    """Group the figures by what they are about: text of each by its place on the page."""
    texts: dict[tuple[str, str], dict[int, str]] = {}
    for place, figure in enumerate(figures):
        texts.setdefault(figure.about, {})[place] = figure.text
    return texts


def _cells(now: Sequence[CellTrace], published: Sequence[CellTrace]) -> frozenset[CellTrace]:
    """Return the cells of addresses that the published page has too, in a state that it does not show."""
    known = {cell.url for cell in published}
    return frozenset(cell for cell in now if cell.url in known) - frozenset(published)
