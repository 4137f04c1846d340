"""Marks in a preview's pages the figures that differ from the published page. Pure.

Two figures are compared if they have the same record, rule and label (of the table cell or field that
contains them). If it is not certain which old figure a new one replaces, no old figure is shown beside it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.view.site import Page

_TOKEN = re.compile(
    r'data-label="(?P<label>[^"]*)"|<dt>(?P<term>[^<]*)|<(?P<block>tr|li|section|h[1-6])\b'
    r'|(?P<figure>(?P<link><a class="v(?: long)?"[^>]*>)?<data[^>]*>'
    r"(?P<text>.*?)</data>(?(link)</a>))",
    re.DOTALL,
)

_CELL = re.compile(r'<a class="cell mark-(?P<code>\w+)" href="(?P<href>[^"]*)" aria-label="(?P<label>[^"]*)"')


@dataclass(frozen=True, slots=True)
class MarkedFigure:
    """One figure of a page."""

    about: tuple[str, str]
    """What the figure is about: record and rule; label."""
    text: str
    """Markup inside its ``<data>`` element."""
    start: int
    end: int
    """Where the figure's markup begins and ends in the page body."""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """How a figure differs from the published page."""

    before: str | None
    """Markup of the published figure; None if there is none or it is not certain which one it is."""
    is_new: bool
    """Whether the published page has no figure about the same thing."""


Mark = Callable[[str, FigureChange], str]
"""Takes the markup of a figure and its change; returns the markup with the mark added."""


def marked(pages: Sequence[Page], published: Sequence[Page], mark: Mark, note: str) -> tuple[Page, ...]:
    """Return the pages with a mark on every figure that the published page of the same address lacks.

    A page that is not published yet is returned unchanged: all of it is new.

    Args:
        pages: The pages of the preview, rendered with ``traced=True``.
        published: The published pages, rendered in the same way.
        mark: Makes the markup of a marked figure.
        note: Words added to the accessible name of a grid cell whose state differs.
    """
    was = {page.url: page for page in published}
    return tuple(_page(page, was[page.url], mark, note) if page.url in was else page for page in pages)


def _page(page: Page, published: Page, mark: Mark, note: str) -> Page:
    if page.body == published.body:
        return page
    changes = compared(figures(page), figures(published))
    body, place = [], 0
    for figure, change in changes:
        body += [page.body[place : figure.start], mark(page.body[figure.start : figure.end], change)]
        place = figure.end
    body.append(page.body[place:])
    return replace(page, body=_cells("".join(body), published.body, note))


def figures(page: Page) -> list[MarkedFigure]:
    """Return every figure of a page in page order; `page` must have been rendered with ``traced=True``."""
    found: list[MarkedFigure] = []
    label = ""
    for token in _TOKEN.finditer(page.body):
        if token["figure"] is not None:
            key = page.figures[len(found)]
            found.append(MarkedFigure((key, label), token["text"], token.start(), token.end()))
        else:
            label = token["label"] or token["term"] or ""
    return found


def compared(
    now: Sequence[MarkedFigure], was: Sequence[MarkedFigure]
) -> Iterator[tuple[MarkedFigure, FigureChange]]:
    """Yield the figures of `now` that differ from those of `was`, in page order."""
    olds = _texts(was)
    news = _texts(now)
    found: dict[int, FigureChange] = {}
    for about, texts in news.items():
        old = olds.get(about, {})
        left = list((Counter(old.values()) - Counter(texts.values())).elements())
        more = Counter(texts.values()) - Counter(old.values())
        fresh = []
        for start, text in reversed(texts.items()):
            # Among equal figures the last ones count as new, because rows are usually added at the end.
            if more[text]:
                more[text] -= 1
                fresh.append(start)
        fresh.reverse()
        for place, start in enumerate(fresh):
            if len(set(left)) == 1 and len(left) >= len(fresh):
                found[start] = FigureChange(left[0], is_new=False)
            elif len(left) == len(fresh):
                found[start] = FigureChange(left[place], is_new=False)
            else:
                found[start] = FigureChange(None, is_new=not old)
    for figure in now:
        if figure.start in found:
            yield figure, found[figure.start]


def _texts(found: Sequence[MarkedFigure]) -> Mapping[tuple[str, str], dict[int, str]]:
    """Group the figures by what they are about: text of each by its position in the body."""
    texts: dict[tuple[str, str], dict[int, str]] = {}
    for figure in found:
        texts.setdefault(figure.about, {})[figure.start] = figure.text
    return texts


def _cells(body: str, published: str, note: str) -> str:
    """Mark the grid cells whose state differs from the cell with the same link on the published page."""
    was = {cell["href"]: cell["code"] for cell in _CELL.finditer(published)}

    def cell(match: re.Match[str]) -> str:
        if was.get(match["href"], match["code"]) == match["code"]:
            return match[0]
        head = match[0].replace('class="cell ', 'class="cell cell-changed ', 1)
        return f'{head[:-1]} ({note})"'

    return _CELL.sub(cell, body)
