"""A preview's pages with what differs marked: each figure compared with those of the published page. Pure.

Figures are told apart by what they say of what: the record, the rule, and the label of the cell or field they
stand in. Where it is not certain which old figure a new one replaces, no old figure is shown beside it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.view.site import Page

_TOKEN = re.compile(
    r'data-label="(?P<label>[^"]*)"|<dt>(?P<term>[^<]*)|<(?P<block>tr|li|section|h[1-6])\b'
    r'|(?P<figure>(?P<link><a class="v(?: long)?"[^>]*>)?<data(?P<words> class="words")?[^>]*>'
    r"(?P<text>.*?)</data>(?(link)</a>))",
    re.DOTALL,
)

_CELL = re.compile(r'<a class="cell mark-(?P<code>\w+)" href="(?P<href>[^"]*)" aria-label="(?P<label>[^"]*)"')


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a page."""

    about: tuple[str, str, bool]
    """Record and rule, the label it stands under, and whether it is words of ours around a value."""
    text: str
    """Inside of its ``<data>``, as markup."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Change:
    """What is known of a figure that the published page does not show."""

    before: str | None
    """Markup of the published figure; None where there is none, or not exactly one."""
    is_new: bool
    """The published page says nothing of the kind."""


Mark = Callable[[str, Change], str]
"""Markup of a figure and what is known of it → the same marked."""


def marked(pages: Sequence[Page], published: Sequence[Page], mark: Mark, note: str) -> tuple[Page, ...]:
    """Pages with every figure marked that the published page of the same address does not show.

    A page that was not published yet stays as it is: all of it is new.

    Args:
        pages: Rendered with `figures` traced.
        published: The published pages, rendered in the same way.
        mark: Makes the markup.
        note: Words added to the name of a cell whose sign differs.
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


def figures(page: Page) -> list[Figure]:
    """Every figure of a page, in order."""
    found: list[Figure] = []
    label = ""
    for token in _TOKEN.finditer(page.body):
        if token["figure"] is not None:
            key = page.figures[len(found)]
            about = (key, label, token["words"] is not None)
            found.append(Figure(about, token["text"], token.start(), token.end()))
        else:
            label = token["label"] or token["term"] or ""
    return found


def compared(now: Sequence[Figure], was: Sequence[Figure]) -> Iterator[tuple[Figure, Change]]:
    """Figures that differ, in order."""
    olds = _texts(was)
    news = _texts(now)
    found: dict[int, Change] = {}
    for about, texts in news.items():
        old = olds.get(about, {})
        left = list((Counter(old.values()) - Counter(texts.values())).elements())
        more = Counter(texts.values()) - Counter(old.values())
        fresh = []
        for start, text in reversed(texts.items()):
            # Of equal figures the last are the new ones: rows are added at the end.
            if more[text]:
                more[text] -= 1
                fresh.append(start)
        fresh.reverse()
        for place, start in enumerate(fresh):
            if len(set(left)) == 1 and len(left) >= len(fresh):
                found[start] = Change(left[0], is_new=False)
            elif len(left) == len(fresh):
                found[start] = Change(left[place], is_new=False)
            else:
                found[start] = Change(None, is_new=not old)
    for figure in now:
        if figure.start in found:
            yield figure, found[figure.start]


def _texts(found: Sequence[Figure]) -> Mapping[tuple[str, str, bool], dict[int, str]]:
    """Texts by their place on the page, for each thing that figures speak of."""
    texts: dict[tuple[str, str, bool], dict[int, str]] = {}
    for figure in found:
        texts.setdefault(figure.about, {})[figure.start] = figure.text
    return texts


def _cells(body: str, published: str, note: str) -> str:
    """Cells of the grids whose sign is another."""
    was = {cell["href"]: cell["code"] for cell in _CELL.finditer(published)}

    def cell(match: re.Match[str]) -> str:
        if was.get(match["href"], match["code"]) == match["code"]:
            return match[0]
        head = match[0].replace('class="cell ', 'class="cell cell-changed ', 1)
        return f'{head[:-1]} ({note})"'

    return _CELL.sub(cell, body)
