"""Words of neighbours on one line are apart without styles: read aloud, or copied into a message."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

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
NOT_READ = {"script", "style", "svg", "code", "template"}


def run_on(page: html.HtmlElement) -> Iterator[str]:
    """Ends and starts of neighbours in one line with nothing between them: “Sở Nội vụ|Tên cũ”."""
    for element in page.iter():
        following = element.getnext()
        if element.tag in NOT_READ or following is None or element.tail:
            continue
        if not isinstance(element.tag, str) or not isinstance(following.tag, str):
            continue
        if {element.tag, following.tag} & (LINES | NOT_READ) or any(
            above.tag in NOT_READ for above in element.iterancestors()
        ):
            continue
        before, after = element.text_content(), following.text_content()
        if before and after and (before[-1].isalnum() or before[-1] in ".;:)”%") and after[0].isalnum():
            yield f"{before[-30:]}|{after[:30]}"


def test_neighbours_without_a_space_are_found() -> None:
    page = html.fromstring("<main><p><span>một</span><span>hai</span> <b>ba</b></p><p>bốn</p></main>")
    assert list(run_on(page)) == ["một|hai"]


@pytest.mark.parametrize("site", ["real_site", "sample_site"])
def test_words_do_not_run_into_each_other(site: str, request: pytest.FixtureRequest) -> None:
    root: Path = request.getfixturevalue(site)
    found = {
        f"{path.parent.relative_to(root)}: {words}"
        for path in root.rglob("index.html")
        for main in html.fromstring(path.read_bytes()).iter("main")
        for words in run_on(main)
    }
    assert sorted(found) == []
