"""Strings planted wherever a text comes in: refused by name, or shown as text alone.

Into every text field of the data, hand-written pages, ``mkdocs.yml`` and messages of commits. (Names of
files: `names`.)
"""

import csv
import io
import json
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import yaml
from mkdocs.exceptions import MkDocsException

from generator.build.pipeline import Built, Options, build
from generator.data.content import check_content, content_files
from generator.data.problems import ProblemError
from tests.repositories import commit, git
from tests.torture.planted_fields import full_data, taken
from tests.torture.trial import Tally, main, root_in

PLANTED = (
    '"\'><zz-plant onplant="planted()">',
    "</script></style></title></textarea><zz-plant onplant=1><script>planted()</script>",
    "<img src=x onerror=planted()>",
    "<svg/onload=planted()>",
    "javascript:planted()",
    "]]><zz-plant/>",
    "{{ 7*7 }}{% raw %}@@portal-body@@<!-- portal:publisher -->",
    "--><zz-plant onplant=1>",
    "&lt;zz-plant&gt;&#60;zz-plant onplant=1&#62;",
    "`${planted()}`\\u003czz-plant\\u003e$&$1",
    "[a](javascript:planted())![](x)<javascript:planted()>",
    '" autofocus onfocus="planted()" style="background:url(//evil.example)',
    "=cmd|'/C calc'!A0",
)
"""What would be more than text if it were not escaped; each leaves a trace that `more_than_text` finds."""

SETTINGS = ("site_name", "site_description", "site_author", "copyright", "repo_name")
"""Settings of ``mkdocs.yml`` that are texts."""

PAGES = {
    "bai-than": "# Bài\n\n{}\n",
    "bai-dau": "---\ntitle: {quoted}\ndescription: {quoted}\n---\n\nLời.\n",
    "bai-bang": "# Bài\n\n| a | b |\n| --- | --- |\n| {} | `{}` |\n",
    "bai-tieu-de": "# {}\n\n## {}\n\n- {}\n",
}
"""Hand-written pages by their stem: the string in the text, front matter, a table, headings and lists."""

LEADING = {"action", "background", "cite", "data", "formaction", "href", "poster", "src", "srcdoc", "srcset"}
"""Attributes that hold an address."""

SUFFIXES = {".html", ".svg", ".xml", ".atom", ".json", ".jsonld", ".csv", ".ics"}


@dataclass
class Counted:
    """How the strings ended that came in by each way."""

    fields: Tally
    pages: Tally
    settings: Tally
    messages: Tally

    @classmethod
    def anew(cls) -> "Counted":
        """Nothing tried yet."""
        return cls(
            Tally("planted strings × text fields of all records"),
            Tally("planted strings in hand-written pages"),
            Tally("planted strings in mkdocs.yml"),
            Tally("planted strings in messages of commits"),
        )


def more_than_text(data: bytes, suffix: str) -> str:
    """What a published file holds of a planted string that is not text; empty if nothing."""
    if suffix in {".json", ".jsonld"}:
        json.loads(data)
        return ""
    if suffix == ".csv":
        cells = (cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row)
        return next((cell for cell in cells if re.match(r"[=+@\t]|-(?!\d+([.,]\d+)?$)", cell)), "")
    if suffix == ".ics":
        lines = data.decode().split("\r\n")[:-1]
        return next((line for line in lines if not re.match(r"[A-Z-]+[:;]| ", line)), "")
    tree = lxml.html.document_fromstring(data) if suffix == ".html" else lxml.etree.fromstring(data)
    return next(filter(None, map(more_than_an_element, tree.iter("*"))), "")


def more_than_an_element(element: lxml.html.HtmlElement) -> str:
    """What of an element comes from a planted string; empty if nothing."""
    if element.tag.rpartition("}")[2] == "zz-plant":
        return "an element"
    for name, value in element.attrib.items():
        leads = str(name).rpartition("}")[2] in LEADING and str(value).lstrip().lower().startswith(
            "javascript:"
        )
        if str(name).startswith("on") or leads:
            return f"{name!s}={value!s}"
    return "a script" if element.tag == "script" and "planted()</" in (element.text or "") else ""


def write_pages(root: Path, planted: str, tally: Tally) -> None:
    """Add hand-written pages with the string where it may stand; a page that is refused holds."""
    for stem, text in PAGES.items():
        page = text.replace("{quoted}", json.dumps(planted)).replace("{}", planted).encode()
        with tally.trial(f"{stem}, {planted!r}"):
            if not any(one.severity == "error" for one in check_content({f"{stem}.md": page})):
                (root / "content" / f"{stem}.md").write_bytes(page)
    assert content_files(root)


def built(root: Path, planted: str, tally: Tally) -> Built:
    """Build a root, with the string in the settings of ``mkdocs.yml`` that take it."""
    settings = root / "mkdocs.yml"
    plain = settings.read_text(encoding="utf-8")
    kept = re.sub(rf"^({'|'.join(SETTINGS)}):.*\n", "", plain, flags=re.MULTILINE)
    settings.write_text(kept + yaml.safe_dump(dict.fromkeys(SETTINGS, planted), width=10_000), "utf-8")
    with tally.trial(repr(planted)):
        try:
            return build(root, Options(history_of=root))
        except (MkDocsException, ProblemError):
            settings.write_text(plain, encoding="utf-8")  # refused in words
    settings.write_text(plain, encoding="utf-8")
    return build(root, Options(history_of=root))


def planted_root(folder: Path, planted: str, counted: Counted) -> tuple[Path, Built]:
    """A root with the string wherever it is taken, under git with it as message, built into its ``site``."""
    root, before = root_in(folder), folder.parent / "full"
    shutil.rmtree(root / "data")
    files = full_data(before)
    git(root, "init", "-q")
    for number, changed in enumerate((files, taken(files, planted, counted.fields))):
        for path, data in changed.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        with counted.messages.trial(repr(planted)):
            commit(root, f"data: {planted}\n\n{planted}\n", number)
    shutil.rmtree(before)
    write_pages(root, planted, counted.pages)
    return root, built(root, planted, counted.settings)


def run(times: int, chance: random.Random, folder: Path) -> Iterator[Tally]:
    counted, files = Counted.anew(), Tally("pages, charts, feeds, tables and API with planted strings")
    for number, planted in enumerate(chance.sample(PLANTED, min(max(1, times), len(PLANTED)))):
        root, _ = planted_root(folder / str(number), planted, counted)
        site = (root / "site").resolve()
        for path in sorted(path for path in site.rglob("*") if path.suffix in SUFFIXES):
            with files.trial(f"{path.relative_to(site)}, {planted!r}"):
                found = more_than_text(path.read_bytes(), path.suffix)
                assert found == "", found
        record = (root / "data/plans/tp-2026/tasks.yaml").read_text(encoding="utf-8")
        with files.trial(f"the title of a task, {planted!r}"):
            page = lxml.html.document_fromstring((site / "nhiem-vu/tp-2026/1/index.html").read_bytes())
            shown = " ".join(str(page.xpath("string()")).split())
            assert " ".join(planted.split()) in shown or planted not in record
        with files.trial(f"the messages of commits, {planted!r}"):
            log = lxml.html.document_fromstring((site / "nhat-ky/index.html").read_bytes())
            assert " ".join(planted.split())[:20] in " ".join(str(log.xpath("string()")).split())
        shutil.rmtree(root)
    yield from (counted.fields, counted.pages, counted.settings, counted.messages, files)


if __name__ == "__main__":
    main(run)
