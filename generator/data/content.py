"""Checks the hand-written pages in ``content/``: their names, front matter, Markdown, and files beside them.

A page is rendered here by the Markdown of ``mkdocs.yml`` and held against the list in `content_html`.
Markdown keeps no line numbers; the line of a fault is the first after which the text up to it has the fault.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath

import markdown

from generator.data.content_html import FRAGMENTS, Fault, faults
from generator.data.memory import Memory
from generator.data.nodes import Mapping as YamlMapping
from generator.data.nodes import Scalar
from generator.data.problems import MOST_REPORTED, WHOLE_FILE, FileProblems, Position, Problem
from generator.data.root_files import read_plain
from generator.data.source_text import MAX_BYTES, read_prose
from generator.data.strict_yaml import load
from generator.data.suggestions import as_id, nearest
from generator.model.slugs import heading_slug

FOLDER = "content"

SIGNATURES: Mapping[str, re.Pattern[bytes]] = {
    ".gif": re.compile(rb"GIF8[79]a"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".pdf": re.compile(rb"%PDF-"),
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}
"""What files beside the pages may be, by suffix, and how their bytes begin. (No SVG: it can hold scripts.)"""

KEYS = ("title", "description")
"""Keys of the front matter; the others that MkDocs and the theme know are for generated pages."""

RESERVED = frozenset({
    "404", "api", "assets", "ban-dung", "chi-so", "chi-tieu", "chia-se", "co-quan", "dieu-hanh", "du-lieu",
    "giay-phep", "index", "ke-hoach", "khong-khop", "ky-bao-cao", "lich", "linh-vuc", "nhat-ky", "nhiem-vu",
    "nhung", "robots", "search", "sitemap", "so-do-trang", "templates", "tim-kiem", "tin", "van-ban",
    "xem-truoc",
})  # fmt: skip
"""First parts of addresses under which the portal makes its own pages and files, now or later."""

_CHECKED: Memory[list[Problem]] = Memory(16 * 2**20)
"""Problems of pages and files that were checked."""

_PAGE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*\.md")
_FILE_NAME = re.compile(r"([A-Za-z0-9][\w-]*/)*[A-Za-z0-9][\w.-]*", re.ASCII)

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<fields>.*?)^---[ \t]*\n", re.DOTALL | re.MULTILINE)
_KEY_LINE = re.compile(r" {0,3}[A-Za-z0-9_-]+:[ \t]*\S|---[ \t]*$")
"""A first line that MkDocs takes for an older kind of front matter and does not show."""

EXTENSIONS = ("toc", "tables", "fenced_code", "admonition", "attr_list", "def_list", "footnotes")
"""Extensions of Markdown: those of ``mkdocs.yml`` and the three that MkDocs always has."""


def content_files(root: Path) -> dict[str, bytes]:
    """Read the hand-written pages of a root and the files beside them, by path under ``content/``.

    Hidden files (a name that begins with a dot) are never published and not read. Of a file that is too large
    only as much is read as shows that it is.
    """
    base = root / FOLDER
    found = {}
    for path in sorted(base.rglob("*")):
        name = path.relative_to(base)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            found[name.as_posix()] = read_plain(root, f"{FOLDER}/{name.as_posix()}", MAX_BYTES + 1)
    return found


def check_content(files: Mapping[str, bytes]) -> list[Problem]:
    """Return all problems of hand-written pages and files beside them, given by path under ``content/``."""
    found = [problem for path, data in files.items() for problem in _CHECKED.get(path, data, _check_file)]
    return [*found, *_clashes(files)]


def _check_file(path: str, data: bytes) -> list[Problem]:
    problems = FileProblems(f"{FOLDER}/{path}")
    suffix = PurePosixPath(path).suffix
    if suffix == ".md":
        if not _PAGE_NAME.fullmatch(path):
            stem = PurePosixPath(path).stem
            problems.add(WHOLE_FILE, "", "content-page-name", value=path, near=as_id(stem))
        return [*problems.all(), *_check_page(f"{FOLDER}/{path}", data)]
    begins = SIGNATURES.get(suffix.lower())
    if begins is None:
        known = ", ".join((".md", *SIGNATURES))
        problems.add(WHOLE_FILE, "", "content-file-type", value=suffix or path, allowed=known)
    elif not _FILE_NAME.fullmatch(path):
        problems.add(WHOLE_FILE, "", "content-file-name", value=path)
    elif len(data) > MAX_BYTES:
        problems.add(WHOLE_FILE, "", "content-file-size", limit=MAX_BYTES // 2**20)
    elif not begins.match(data):
        problems.add(WHOLE_FILE, "", "content-file-bytes", value=suffix.lower())
    return problems.all()


def _clashes(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield a problem for each page or file at an address of the portal's own or of another such page."""
    pages: dict[str, str] = {}
    for path in files:
        first = PurePosixPath(path.split("/")[0]).stem if "/" not in path else path.split("/")[0]
        address = f"/{path.removesuffix('.md').removesuffix('index').rstrip('/')}"
        address = f"{address.rstrip('/')}/" if path.endswith(".md") else address
        own = f"/{first}/" if first != "index" else "/"
        if first in RESERVED:
            yield Problem.make(f"{FOLDER}/{path}", WHOLE_FILE, "", "content-clash", value=address, folder=own)
        elif address in pages:
            other = f"{FOLDER}/{pages[address]}"
            yield Problem.make(
                f"{FOLDER}/{path}", WHOLE_FILE, "", "content-twice", value=address, other=other
            )
        pages[address] = path


def _check_page(path: str, data: bytes) -> list[Problem]:
    problems = FileProblems(path)
    text = read_prose(data, problems)
    if text is None:
        return problems.all()
    matter = _FRONT_MATTER.match(text)
    if matter is None and _KEY_LINE.match(text):
        problems.add(Position(1, 1), "", "content-lost-line", value=text.split("\n", 1)[0])
    head = matter.end() if matter else 0
    _find_faults(text[head:], text.count("\n", 0, head), problems)
    fields = _check_fields(path, matter["fields"]) if matter else []
    return [*fields, *problems.all()]


def _check_fields(path: str, fields: str) -> list[Problem]:
    """Check the front matter: known keys, each with a text."""
    # The line of the opening "---" stays, empty, so that lines are counted as in the file.
    node, found = load(path, f"\n{fields}".encode())
    if not isinstance(node, YamlMapping):
        return found or [
            Problem.make(path, Position(2, 1), "", "content-key", value="", allowed=", ".join(KEYS))
        ]
    problems = FileProblems(path)
    for key, value in node.entries:
        if key.text not in KEYS:
            known = {"allowed": ", ".join(KEYS), "near": nearest(key.text, KEYS)}
            problems.add(key.mark, "", "content-key", value=key.text, **known)
        elif not isinstance(value, Scalar):
            problems.add(key.mark, key.text, "content-value", value=key.text)
    return [*found, *problems.all()]


def _find_faults(text: str, before: int, problems: FileProblems) -> None:
    """Add what is not allowed in a page's Markdown.

    Args:
        text: The Markdown, after the front matter.
        before: Number of lines before it.
        problems: Where to add.
    """
    found = faults(render(text))
    lines = text.split("\n")
    seen: Counter[Fault] = Counter()
    for fault in found[: MOST_REPORTED + 1]:
        seen[fault] += 1
        number = _line_of(fault, seen[fault], lines)
        column = max(lines[number - 1].find(fault.value.strip("<>")[:20]), 0) + 1
        problems.add(Position(before + number, column), "", fault.code, value=fault.value, **_known(fault))
    if len(found) > MOST_REPORTED + 1:
        problems.add_uncounted(found[MOST_REPORTED].code, len(found) - MOST_REPORTED - 1)


def _known(fault: Fault) -> dict[str, str]:
    if fault.code != "content-fragment":
        return {}
    return {"allowed": ", ".join(sorted(FRAGMENTS)), "near": nearest(fault.value, FRAGMENTS)}


def _line_of(fault: Fault, count: int, lines: list[str]) -> int:
    """Return the line (from 1) with which a text comes to hold a fault `count` times."""
    low, high = 0, len(lines)
    while high - low > 1:
        middle = (low + high) // 2
        if faults(render("\n".join(lines[:middle]))).count(fault) >= count:
            high = middle
        else:
            low = middle
    return high


def render(text: str) -> str:
    """Return the HTML of a page's Markdown, with links to other pages as they are written."""
    return _markdown().convert(text)


_markdown = partial(
    markdown.Markdown,
    extensions=EXTENSIONS,
    extension_configs={
        "footnotes": {"BACKLINK_TITLE": "Về chỗ chú thích {}"},
        "tables": {"use_align_attribute": True},
        "toc": {"permalink": False, "toc_depth": "2-3", "slugify": heading_slug},
    },
)
"""A new reader of Markdown; one that was used remembers footnotes and link definitions."""
