"""Hand-written pages: the line of each fault, and that the check knows what the site and MkDocs do.

The reports of wrong pages stand in tests/problems/content.yaml.
"""

from pathlib import Path

import pytest
import yaml

from generator.data.content import EXTENSIONS, RESERVED, check_content, content_files
from generator.data.content_html import FRAGMENTS
from generator.pages.front import guide
from generator.pages.front.fragments import fragments
from generator.view.presentation import Presentation
from tests.paths import ROOT


def places(text: str) -> list[tuple[int, str]]:
    """Line and code of each problem of a page."""
    return [(problem.line, problem.code) for problem in check_content({"a.md": text.encode()})]


def test_own_pages_have_no_problem() -> None:
    assert check_content(content_files(ROOT)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A\n\n<hr onclick=x>\n\n<hr onclick=x>\n", [(3, "content-attribute"), (5, "content-attribute")]),
        ("---\ntitle: A\n---\n\n[a][1]\n\nb\n\n[1]: javascript:x\n", [(9, "content-address")]),
        ("# A\n\nChữ[^1].\n\nb\n\n[^1]: <i style=x>c</i>\n", [(7, "content-attribute")]),
        ("# A\r\n\r\n* a\r\n    * b <u onclick=x>c</u>\r\n", [(4, "content-attribute")]),
        ("\ufeff# A\n\n| a |\n| - |\n| <script>x</script> |\n", [(5, "content-tag")]),
        ("~~~\n<script>\n~~~\n", []),
    ],
)  # fmt: skip
def test_a_fault_has_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    assert places(text) == expected


def test_of_many_faults_the_first_are_listed_and_the_others_counted() -> None:
    found = places("# A\n\n" + "<u onclick=x>a</u>\n\n" * 50)
    assert found[:2] == [(3, "content-attribute"), (5, "content-attribute")]
    assert [code for _, code in found[20:]] == ["more-of-same"]


def test_pages_are_read_as_mkdocs_reads_them() -> None:
    """The extensions of ``mkdocs.yml`` and those that MkDocs always has."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV", "")
    named = [
        next(iter(one)) if isinstance(one, dict) else one
        for one in yaml.safe_load(text)["markdown_extensions"]
    ]
    assert set(EXTENSIONS) == {*named, "toc", "tables", "fenced_code"}


def test_parts_that_can_be_inserted_are_those_that_are_made(presentation: Presentation) -> None:
    values = presentation.values
    assert {*fragments(values.portal, values.t), *guide.FRAGMENTS} == FRAGMENTS


def test_every_address_of_the_portal_is_reserved(real_site: Path, sample_site: Path) -> None:
    """What stands at the top of a site is of a hand-written page, or of the portal and reserved."""
    written = {Path(path).stem for path in content_files(ROOT)}
    for site in (real_site, sample_site):
        first = {path.name.split(".")[0] for path in site.iterdir()} - {"SHA256SUMS", "_headers"}
        assert first - written <= RESERVED
