"""Words of neighbours on one line are apart without styles: read aloud, or copied into a message."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from tests.plugins.page_kinds import KINDS

LINES = {
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
}
LINES |= {
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
}
LINES |= {
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "option",
    "select",
}
"""Elements that are a line or cell of their own without any style sheet."""
NOT_READ = {"script", "style", "svg", "code", "template", "noscript", "head"}
ENDS, STARTS = ".,;:?!…)”%", "“(✓"
"""Signs, beside letters and digits, with which a word ends or starts."""


def pieces(element: html.HtmlElement) -> Iterator[str | None]:
    """Texts of an element in the order in which they are read, and None wherever a line ends or starts."""
    if not isinstance(element.tag, str):
        return
    if element.tag in NOT_READ | LINES:
        yield None
    if element.tag not in NOT_READ:
        yield element.text or ""
        for child in element:
            yield from pieces(child)
            yield child.tail or ""
    if element.tag in NOT_READ | LINES:
        yield None


def run_on(page: html.HtmlElement) -> Iterator[str]:
    """Where two texts of one line meet with nothing between them: “Sở Nội vụ|Tên cũ”."""
    before = ""
    for piece in pieces(page):
        if piece is None:
            before = ""
        elif piece:
            if before and (before[-1].isalnum() or before[-1] in ENDS) and starts_word(piece):
                yield f"{before[-30:]}|{piece[:30]}"
            before = piece


def starts_word(piece: str) -> bool:
    """Whether a text starts with a word and not with space, a full stop or a bracket that ends something."""
    return piece[0].isalnum() or piece[0] in STARTS


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p><span>một</span><span>hai</span> <b>ba</b></p><p>bốn</p>", ["một|hai"]),
        ("<p><a><b>một</b></a><a><b>hai</b></a></p>", ["một|hai"]),
        ("<p>một<b>hai</b>, <i>ba</i>; bốn</p>", ["một|hai"]),
        ("<p><b>một.</b><i>“hai”</i><!-- --><b>ba</b></p>", ["một.|“hai”", "“hai”|ba"]),
        ("<ul><li>một</li><li>hai</li></ul>ba<br>bốn<script>x</script>năm", []),
    ],
)
def test_neighbours_without_a_space_are_found(page: str, found: list[str]) -> None:
    assert list(run_on(html.fromstring(f"<main>{page}</main>"))) == found


def bodies(root: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Body of every page of a site, menus and foot included, by its path."""
    for path in root.rglob("*.html"):
        for body in html.fromstring(path.read_bytes()).iter("body"):
            yield path.relative_to(root).as_posix(), body


@pytest.mark.parametrize("site", ["real_site", "sample_site"])
def test_words_do_not_run_into_each_other(site: str, request: pytest.FixtureRequest) -> None:
    read, found = set(), set()
    for name, body in bodies(request.getfixturevalue(site)):
        read.add(name)
        found |= {f"{name}: {words}" for words in run_on(body)}
    assert {f"{address.split('?')[0]}index.html" for address in KINDS.values()} | {"404.html"} <= read
    assert sorted(found) == []


def test_each_kind_of_page_would_be_caught(real_site: Path) -> None:
    """Without the white space between its elements a page of every kind runs on."""
    calm = []
    for kind, address in KINDS.items():
        path = real_site / address.split("?")[0] / "index.html"
        tight = re.sub(rb">\s+<", b"><", path.read_bytes())
        if not any(any(run_on(body)) for body in html.fromstring(tight).iter("body")):
            calm.append(kind)
    assert calm == []
