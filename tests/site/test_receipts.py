"""Every figure leads to its receipt: the built site is crawled page by page, real data and sample."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from generator.data.catalogue import Catalogue
from generator.data.check import check_root
from generator.model.portal import Portal
from tests.paths import ROOT

HAND_WRITTEN = {path.stem for path in (ROOT / "content").glob("*.md")} | {
    "so-do-trang",
    "tim-kiem",
    "404.html",
}
"""Pages of prose and of navigation alone."""

APART = {"nav", "script", "svg", "pre", "code"}
"""Navigation, machine data, drawings (the same numbers stand as a table beside them), examples."""

APART_CLASSES = {
    "sources", "receipt", "receipts", "cite", "table-files", "raw", "abbreviations", "text-download",
}  # fmt: skip
"""Receipts themselves, the citation of a page, names of files, raw readings, the glossary."""

DIGIT = re.compile(r"\d")


def classes(element: html.HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


def pages(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Address and body of each page that is made from data."""
    for path in sorted(site.rglob("index.html")):
        name = path.parent.relative_to(site).as_posix().removeprefix(".")
        if name.split("/")[0] not in HAND_WRITTEN:
            yield name, html.parse(str(path)).getroot().xpath("//main")[0]


def texts(main: html.HtmlElement) -> Iterator[tuple[str, list[html.HtmlElement]]]:
    """Pieces of text that hold a digit, with the elements they stand in, innermost first."""
    for element in main.iter():
        if not isinstance(element.tag, str):
            continue
        for text, holder in ((element.text, element), (element.tail, element.getparent())):
            if text and DIGIT.search(text) and not (element is main and text is element.tail):
                yield " ".join(text.split()), [holder, *holder.iterancestors()]


class Names:
    """Names of records: official titles, symbols, numbers as printed, quarters. They are no figures."""

    def __init__(self, portal: Portal) -> None:
        found: list[str | None] = [note.record.id for note in portal.notes]
        for agency in portal.agencies.values():
            record = agency.record
            found += [record.name, record.short_name, *record.aliases, *(f.name for f in record.former_names)]
        for area in portal.areas.values():
            found += [area.record.name, area.record.short_name]
        for document in portal.documents.values():
            found += [document.record.symbol, document.record.title, document.record.issuer]
        for indicator in portal.indicators.values():
            found += [indicator.record.name, indicator.record.short_name, indicator.record.explanation]
        for term in portal.glossary:
            found += [term.record.full, term.record.explanation]
        for plan in portal.plans.values():
            found += [plan.record.title, plan.record.short_title]
            found += [section.record.title for section in plan.sections]
            for target in plan.targets:
                found += [target.record.title, *(measure.label for measure in target.record.measures)]
            for task in plan.tasks.values():
                found += [task.record.title, task.full_title]
        for _, observation in portal.observations():
            found += [observation.record.label]
        words = sorted({" ".join(name.split()).rstrip(".;") for name in found if name and DIGIT.search(name)},
                       key=len, reverse=True)  # fmt: skip
        words_of_ours = {
            " ".join(text.split()) for text in Catalogue.load("vi").entries.values()
            if DIGIT.search(text) and "{" not in text
        }  # fmt: skip
        self.constant = words_of_ours
        self.pattern = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
        self.as_of = portal.settings.as_of.strftime("%d/%m/%Y")
        self.generic = re.compile(
            r"Quý [IV]+/\d{4}|(?:[Mm]ục|[Dd]òng|[Đđ]iều|[Nn]hiệm vụ|[Cc]hỉ tiêu|[Pp]hụ lục [IVX]+, dòng) "
            r"[IVX\d]+[\w.đ]*|^(?:[IVX]+|\d+)(?:\.[\w]{1,4})*\.?$"
            r"|Thay đổi ngày \d\d/\d\d/\d{4} \([0-9a-f]{10}\)"
        )

    def without(self, text: str) -> str:
        """The text with every name of a record taken out."""
        if text.strip(" .:;·") in self.constant or text in self.constant:
            return ""
        return self.generic.sub("", self.pattern.sub("", text)).replace(self.as_of, "")


def target_of(address: str, link: str) -> tuple[str, str]:
    """Path of the page or file that a link leads to, and its fragment."""
    parts = urlsplit(link)
    if not parts.path:
        return address, unquote(parts.fragment)
    return normpath(join(address, unquote(parts.path))).removeprefix("."), unquote(parts.fragment)


def figures_without_receipt(site: Path, portal: Portal) -> list[str]:
    """Numbers that stand in a body outside ``<data>`` and are no name, as ``page: text``."""
    names = Names(portal)

    @cache
    def words_of(address: str) -> str:
        path = site / address / "index.html"
        return " ".join(html.parse(str(path)).getroot().text_content().split()) if path.is_file() else ""

    found = []
    for address, main in pages(site):
        for text, holders in texts(main):
            if any(h.tag == "data" or h.tag in APART or classes(h) & APART_CLASSES for h in holders):
                continue
            link = next((h.get("href") for h in holders if h.tag == "a" and h.get("href")), "")
            if link and not link.startswith(("http:", "https:")):
                # A link names what it leads to: each of its numbers stands there.
                there, _ = target_of(address, link)
                if not (site / there / "index.html").is_file():
                    continue  # a file: its name and size
                if all(number in words_of(there) for number in re.findall(r"\d+", text)):
                    continue
            if DIGIT.search(names.without(text)):
                found.append(f"{address or 'trang-chu'}: {text}")
    return found


def unresolved(site: Path, root: Path) -> list[str]:
    """Figures whose receipt is missing, names a line that does not hold the record, or leads nowhere."""
    files: dict[str, list[str]] = {}
    found = []
    for address, main in pages(site):
        entries = {item.get("id"): item for item in main.xpath(".//ol[@class='source-list']/li")}
        used = set()
        for value in main.iter("data"):
            parent = value.getparent()
            row = next((holder.get("id") for holder in value.iterancestors() if holder.get("id")), None)
            anchor = (
                (parent.get("href") or "").lstrip("#")
                if "v" in classes(parent)
                else value.get("aria-details", row)
            )
            used.add(anchor)
            if anchor not in entries and not shows_receipt(main, anchor):
                found.append(f"{address}: {value.text_content()!r} → {anchor}")
        found += [f"{address}: {anchor} không ai dùng" for anchor in entries.keys() - used]
        for entry in entries.values():
            found += [f"{address}: {problem}" for problem in wrong(entry, site, root, files)]
    return found


def shows_receipt(main: html.HtmlElement, anchor: str | None) -> bool:
    """Whether the row of a document that has this id shows its own receipt."""
    if not anchor or anchor.startswith("nguon-"):
        return False
    rows = main.xpath(".//*[@id=$anchor]", anchor=anchor)
    return bool(rows) and bool(rows[0].xpath(".//*[@class='receipt']/*[@class='place']"))


@cache
def in_git(place: str) -> bool:
    """Whether the repository has what a receipt of its history names: a commit, a file as it left it."""
    path, at, commit = place.partition("@")
    command = ["cat-file", "-e", f"{commit}:{path}"] if at else ["rev-parse", "HEAD", *place.split()[2:]]
    if place == "git log data":
        command = ["log", "-1", "--", "data"]
    done = subprocess.run(["git", "-C", str(ROOT), *command], capture_output=True, check=False)
    return done.returncode == 0


def wrong(entry: html.HtmlElement, site: Path, root: Path, files: dict[str, list[str]]) -> Iterable[str]:
    """What is wrong with one entry: no place, a line that does not hold its record, no row of a document."""
    ref = entry.get("data-ref")
    code = entry.findtext("code")
    if code is None:
        names = [a.text for a in entry.iter("a") if (a.text or "").startswith("du-lieu/")]
        if not names or not (site / names[0]).is_file():
            yield f"{ref}: không có tệp"
        return
    yield from wrong_place(entry, code, root, files)


def wrong_place(entry: html.HtmlElement, code: str, root: Path, files: dict[str, list[str]]) -> Iterable[str]:
    """What is wrong with the file and line, or the commit, that an entry names."""
    ref = entry.get("data-ref")
    kind, _, key = ref.partition(":")
    if "@" in code or code.startswith("git "):
        yield from () if in_git(code) else [f"{ref}: {code}"]
        return
    path, _, line = code.partition(":")
    if path not in files:
        files[path] = (root / path).read_text(encoding="utf-8").splitlines()
    lines = files[path]
    if not line.isdigit() or not 1 <= int(line) <= len(lines):
        yield f"{ref}: {code}"
        return
    start = int(line) - 1
    if kind in {"task", "target", "section", "agency", "document", "indicator", "area", "observation"}:
        block = [lines[start]]
        for text in lines[start + 1 :]:
            if text.startswith("- ") or re.match(r"\s*- (?:key|number):", text):
                break
            block.append(text)
        name = key.rpartition("/")[2]
        if not any(name in text for text in block):
            yield f"{ref} không đứng ở {code}: {lines[start]}"
    if kind in {"task", "target", "section", "observation"} and not entry.xpath("./a[contains(@href, '#')]"):
        yield f"{ref}: không dẫn đến dòng của văn bản"


@pytest.fixture(scope="module")
def sample_portal(sample_root: Path) -> Portal:
    portal, problems = check_root(sample_root)
    assert portal is not None, problems
    return portal


def test_every_figure_of_the_real_site_has_its_receipt(real_site: Path) -> None:
    assert unresolved(real_site, ROOT) == []


def test_every_figure_of_the_sample_has_its_receipt(sample_site: Path, sample_root: Path) -> None:
    assert unresolved(sample_site, sample_root) == []


def test_no_figure_of_the_real_site_stands_without_receipt(real_site: Path, real_portal: Portal) -> None:
    assert figures_without_receipt(real_site, real_portal) == []


def test_no_figure_of_the_sample_stands_without_receipt(sample_site: Path, sample_portal: Portal) -> None:
    assert figures_without_receipt(sample_site, sample_portal) == []


def test_a_drawing_has_its_numbers_as_a_table_beside_it(real_site: Path) -> None:
    for address, main in pages(real_site):
        for figure in main.xpath(".//figure[contains(@class, 'chart')]"):
            assert figure.xpath(".//table//data"), (address, figure.get("id"))


def test_every_state_stands_beside_what_it_is_a_state_of(real_site: Path, sample_site: Path) -> None:
    """A mark is a figure itself, or the sign of a record named in its row, list item or entry of a key."""
    for site in (real_site, sample_site):
        for address, main in pages(site):
            for sign in main.xpath(".//*[contains(concat(' ', @class, ' '), ' mark ')]"):
                near = sign.xpath("ancestor::*[self::tr or self::li or self::dl or self::p][1]")
                assert sign.xpath(".//data") or (near and near[0].xpath(".//a[@href] | .//data")), (
                    address,
                    sign.text_content(),
                )


def test_a_number_outside_would_be_found(tmp_path: Path, real_portal: Portal) -> None:
    page = "<main><p>59 nhiệm vụ</p><p><data value='3'>3</data></p><p>Quý I/2026</p></main>"
    (tmp_path / "index.html").write_text(
        f'<html><head><meta charset="utf-8"></head><body>{page}</body></html>', encoding="utf-8"
    )
    assert figures_without_receipt(tmp_path, real_portal) == ["trang-chu: 59 nhiệm vụ"]
    assert unresolved(tmp_path, ROOT) == [": '3' → None"]
