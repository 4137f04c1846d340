"""The Nu HTML checker finds nothing to say about any page."""

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from tests.checkers import messages

COPIES = 3
"""Pages of one sort that are checked: the first, the middle and the last by address."""


def sorts(site: Path) -> list[Path]:
    """A few pages of each sort: pages of one folder and depth share a template."""
    groups: dict[tuple[str, int], list[Path]] = {}
    for path in sorted(site.rglob("*.html")):
        parts = path.relative_to(site).parts
        groups.setdefault((parts[0], len(parts)), []).append(path)
    found: dict[Path, None] = {}
    for paths in groups.values():
        step = max(1, (len(paths) - 1) // (COPIES - 1))
        found |= dict.fromkeys([*paths[::step][:COPIES], paths[-1]])
    return list(found)


def test_pages_of_each_sort(real_site: Path, sample_site: Path) -> None:
    """Of both sites at once: the checker takes as long to start as to read thirty pages."""
    real, sample = sorts(real_site), sorts(sample_site)
    assert len(real) > 40
    assert len(sample) > 40
    assert messages(*real, *sample) == []


@pytest.mark.city
def test_every_page_of_the_real_site(real_site: Path) -> None:
    assert messages(*sorted(real_site.rglob("*.html"))) == []


def test_the_checker_would_object(real_site: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    shutil.copyfile(real_site / "index.html", page)
    text = page.read_text(encoding="utf-8").replace("<main", '<img src="x"><main', 1)
    page.write_text(text, encoding="utf-8")
    assert any("alt" in message for message in messages(page))


def test_one_heading_of_the_first_rank_and_none_skipped(real_site: Path) -> None:
    """The checker leaves the outline to its reader."""
    for path in real_site.rglob("*.html"):
        tree = html.parse(str(path)).getroot()
        ranks = [int(heading.tag[1]) for heading in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert ranks.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(ranks)), path


def test_titles_say_which_page(real_site: Path) -> None:
    """Every page has a title and a description of its own."""
    titles: dict[str, Path] = {}
    for path in real_site.rglob("index.html"):
        tree = html.parse(str(path)).getroot()
        (title,) = tree.xpath("/html/head/title/text()")
        assert title not in titles, (path, titles.get(title))
        titles[title] = path
        assert tree.xpath("//meta[@name='description']/@content")[0].strip(), path
