"""Every number in the texts around a page is one that the page declares.

Such texts have no markup: title, description, what networks and machines read, alternative texts, what the
search box shows, share cards. Their numbers must be those of a `<data>` of the page, a name in a published
table, a day, a document's symbol or a task's number; the state in the label of a task's square must be that
of the task's row.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from lxml import html

from generator.build.specs import families
from generator.data.catalogue import Catalogue
from generator.data.check import check_root
from generator.measures.metrics import Measured
from generator.view.presentation import Presentation
from tests.paths import ROOT
from tests.recount import Published
from tests.recount_words import RowsOfTasks, told

NAMES = ("title", "name", "short_name", "symbol", "label", "deadline", "value_as_written", "statement")
"""Columns of the published tables with names and quotations, in which numbers are not counts."""

QUOTED = ("document", "section")
"""Kinds of search records whose title and words are the text of a document."""

ATTRIBUTES = ("aria-label", "alt", "title")

_NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|(?:\d{1,2}/)?\d{1,2}/\d{4}|\b(?:19|20)\d\d\b|\d{4}-q\d")
_SYMBOL = re.compile(r"\d+(?:/\d{4})?/[A-ZĐ][\w-]*")
_TASK = re.compile(r"^(?:[IVX]+|\d+)(?:\.\w+)*\. |(?<=[Nn]hiệm vụ )[\w.]+:")
"""Number of a task before its title, “21. …” and “Nhiệm vụ II.9: …”."""

_COMMIT = re.compile(r"\([0-9a-f]{10}\)")
"""Id of a commit in the title of its page."""

_READ = re.compile(r"description|(?:og|twitter):(?:title|description|image:alt|site_name)")


@pytest.fixture(params=["real_site", "sample_site"])
def site(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def test_numbers_beside_a_page_are_those_on_it(site: Path) -> None:
    numbers = Numbers(Published(site))
    pages = {path.parent.relative_to(site).as_posix(): path for path in sorted(site.glob("**/index.html"))}
    found, texts = [], records(site)
    for address, path in pages.items():
        tree: Any = html.fromstring(path.read_bytes())
        declared = {number for data in tree.iter("data") for number in numbers_of(data)}
        said = [*beside(tree), *texts.pop("" if address == "." else f"{address}/", [])]
        found += [
            f"{address}: {text!r} says {number}"
            for text in said
            for number in numbers.other_than(declared, text)
        ]
        found += [
            f"{address}: {label!r} is not in the task's row" for label in numbers.wrong_labels(tree, address)
        ]
    assert found == []
    assert not texts, "records of the search lead to pages that are not there"


@pytest.mark.city
@pytest.mark.parametrize("of", ["real", "sample"])
def test_numbers_on_a_share_card_are_those_of_its_page(request: pytest.FixtureRequest, of: str) -> None:
    """The specs of every page are made again for it: the picture holds no text."""
    site: Path = request.getfixturevalue(f"{of}_site")
    portal, problems = check_root(ROOT if of == "real" else request.getfixturevalue("sample_root"))
    assert portal is not None, problems
    presentation = Presentation.of(Measured(portal, portal.settings.as_of), Catalogue.load("vi"))
    numbers, checked = Numbers(Published(site)), 0
    for spec in families(presentation):
        if spec.card is not None:
            tree: Any = html.fromstring((site / spec.url / "index.html").read_bytes())
            declared = {number for data in tree.iter("data") for number in numbers_of(data)}
            card = spec.card
            said = (card.title, card.about, card.note, *card.lines, *chain(*card.figures))
            assert [found for text in said for found in numbers.other_than(declared, text)] == [], spec.url
            checked += 1
    assert checked > len(("home", "plan", "targets"))


def test_a_number_that_no_figure_of_the_page_has_is_found(tmp_path: Path) -> None:
    (tmp_path / "du-lieu").mkdir()
    (tmp_path / "api/v1").mkdir(parents=True)
    (tmp_path / "nhiem-vu").mkdir()
    (tmp_path / "du-lieu/datapackage.json").write_text('{"asOf": "2026-07-01"}', encoding="utf-8")
    (tmp_path / "du-lieu/plans.csv").write_text("id,title\na,Đề án 06\n", encoding="utf-8")
    page = (
        "<html><head><meta charset='utf-8'><title>Đề án 06: 1.234 nhiệm vụ đến 31/12/2026</title>"
        "<meta name='description' content='{} nhiệm vụ theo 5256/QĐ-UBND'></head>"
        "<body><data value='1234'>1.234</data> 7</body></html>"
    )
    (tmp_path / "nhiem-vu/index.html").write_text(page.format("1.234"), encoding="utf-8")
    test_numbers_beside_a_page_are_those_on_it(tmp_path)
    (tmp_path / "nhiem-vu/index.html").write_text(page.format("7"), encoding="utf-8")
    with pytest.raises(AssertionError, match="'7 nhiệm vụ theo 5256/QĐ-UBND' says 7"):
        test_numbers_beside_a_page_are_those_on_it(tmp_path)


def numbers_of(data: Any) -> set[str]:
    """The numbers that a `<data>` shows and declares."""
    return set(plain(data.text_content())) | set(re.findall(r"\d+", data.get("value", "")))


def plain(text: str) -> list[str]:
    """The numbers in a text, without points between thousands."""
    return [number.replace(".", "") for number in _NUMBER.findall(text)]


def beside(tree: Any) -> Iterator[str]:
    """Every text of a page that is read, but not printed on it."""
    yield from tree.xpath("//head/title/text()")
    for meta in tree.xpath("//head/meta[@content]"):
        if _READ.fullmatch(meta.get("name") or meta.get("property") or ""):
            yield meta.get("content")
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        yield from strings(json.loads(script))
    for attribute in ATTRIBUTES:
        yield from (str(text) for text in tree.xpath(f"//body//*[not(@data-sign)]/@{attribute}"))
    for drawn in tree.xpath("//*[local-name()='svg']//*[local-name()='title' or local-name()='desc']"):
        yield drawn.text_content()


def strings(node: Any) -> Iterator[str]:
    """The texts of a node of JSON-LD that are for people: no keywords of the vocabulary, no addresses."""
    if isinstance(node, dict):
        for key, value in node.items():
            if not key.startswith("@") and key != "position":
                yield from strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value)
    elif isinstance(node, str) and "://" not in node:
        yield node


def records(site: Path) -> dict[str, list[str]]:
    """What search records show of a page, by its address: title, state and words; of full texts no words.

    A term of the glossary is a name.
    """
    found: dict[str, list[str]] = {}
    for path in (*site.glob("assets/search*.json"), *site.glob("assets/search/*.json")):
        file = json.loads(path.read_text(encoding="utf-8"))
        for record in file.get("records", ()) if isinstance(file, dict) else file:
            shown = "so" if record["k"] in QUOTED else "tsox"
            texts = [record[key] for key in shown if record["k"] != "term" and key in record]
            found.setdefault(record["u"].partition("#")[0], []).extend(texts)
    return found


@dataclass(frozen=True)
class Numbers:
    """Tells numbers that are counts or values from those that are a part of a name."""

    published: Published

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every published name or quotation with a number in it, longer ones first."""
        found: set[str] = set()
        for path in self.published.site.glob("du-lieu/*.csv"):
            table = self.published.table(path.stem)
            for column in {*NAMES} & {*table.columns}:
                found |= {cell for cell in table[column] if _NUMBER.search(cell)}
        return tuple(sorted(found, key=len, reverse=True))

    def other_than(self, declared: Iterable[str], text: str) -> list[str]:
        """The numbers in a text that are neither declared, nor of a name, a day, a symbol or a task."""
        known = set(declared)
        if known.issuperset(plain(text)):
            return []
        for name in self.names:
            text = text.replace(name, " ")
        for pattern in (_COMMIT, _DAY, _SYMBOL, _TASK):
            text = pattern.sub(" ", text)
        return [number for number in plain(text) if number not in known]

    def wrong_labels(self, tree: Any, page: str) -> Iterator[str]:
        """Labels of squares of tasks whose state says what no row of the task says."""
        for square in tree.xpath("//body//*[@data-sign and @aria-label]"):
            label = square.get("aria-label")
            states = dict(told(label))
            address = urljoin(f"/{page}/", square.get("href", "")).removeprefix("/")
            if states and not any(
                all(row[column] == number for column, number in states.items())
                for row in self.rows.meant(*self.keys[address], "")
            ):
                yield label

    @cached_property
    def rows(self) -> RowsOfTasks:
        """The published rows of tasks."""
        return RowsOfTasks(self.published)

    @cached_property
    def keys(self) -> dict[str, tuple[str, str]]:
        """Plan and number of each task by the address of its page."""
        path = self.published.site / "api/v1/tasks.json"
        tasks = json.loads(path.read_text(encoding="utf-8"))["data"]
        return {task["url"]: (task["plan"], task["number"]) for task in tasks}
