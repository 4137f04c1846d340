"""Strings planted into every text field of the data: refused by `check`, or shown as text alone."""

import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import lxml.html
import yaml

from generator.build.pipeline import build
from generator.data.check import check_files
from generator.data.parser import read_files
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
)
"""What would be more than text if it were not escaped; each leaves a trace that `more_than_text` finds."""

SUFFIXES = {".html", ".svg", ".xml", ".atom"}


def leaves(value: Any, key: str = "") -> Iterator[str]:
    """Yield the key under which each text of a file stands."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from leaves(one, str(name))
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one, key)
    elif isinstance(value, str):
        yield key


def with_planted(value: Any, key: str, planted: str, under: str = "") -> Any:
    """The same with a string after every text under a key."""
    if isinstance(value, dict):
        return {name: with_planted(one, key, planted, str(name)) for name, one in value.items()}
    if isinstance(value, list):
        return [with_planted(one, key, planted, under) for one in value]
    return f"{value} {planted}" if isinstance(value, str) and under == key else value


def taken(files: Mapping[str, bytes], planted: str, tally: Tally) -> dict[str, bytes]:
    """The data files with the string in every field that takes it; a field that refuses it holds."""
    found = dict(files)
    for path in sorted(path for path in files if path.endswith(".yaml") and "/schema/" not in path):
        for key in sorted(set(leaves(yaml.safe_load(found[path])))):
            struck = with_planted(yaml.safe_load(found[path]), key, planted)
            data = yaml.safe_dump(struck, allow_unicode=True, sort_keys=False, width=10_000).encode()
            with tally.trial(f"{path}, {key}, {planted!r}"):
                portal, problems = check_files({**found, path: data})
                assert portal is not None or problems
                if portal is not None:
                    found[path] = data
    return found


def more_than_text(data: bytes, *, html: bool) -> str:
    """What a page holds of a planted string that is not text; empty if nothing."""
    tree = lxml.html.document_fromstring(data) if html else lxml.etree.fromstring(data)
    for element in tree.iter("*"):
        if element.tag.rpartition("}")[2] == "zz-plant":
            return "an element"
        for name, value in element.attrib.items():
            if str(name).startswith("on") or str(value).lstrip().lower().startswith("javascript:"):
                return f"{name!s}={value!s}"
        if element.tag == "script" and "planted()</" in (element.text or ""):
            return "a script"
    return ""


def planted_root(folder: Path, planted: str, tally: Tally) -> Path:
    """A root with the string in every field that takes it, built into its ``site``."""
    root = root_in(folder)
    for path, data in taken(read_files(root), planted, tally).items():
        (root / path).write_bytes(data)
    build(root)
    return root


def run(times: int, _: random.Random, folder: Path) -> Iterator[Tally]:
    fields, pages = (
        Tally("planted strings × text fields"),
        Tally("pages, charts and feeds with planted strings"),
    )
    for number, planted in enumerate(PLANTED[: max(1, times)]):
        site = (planted_root(folder / str(number), planted, fields) / "site").resolve()
        for path in sorted(path for path in site.rglob("*") if path.suffix in SUFFIXES):
            with pages.trial(f"{path.relative_to(site)}, {planted!r}"):
                found = more_than_text(path.read_bytes(), html=path.suffix == ".html")
                assert found == "", found
        record = (folder / str(number) / "data/plans/tp-2026/tasks.yaml").read_text(encoding="utf-8")
        with pages.trial(f"the title of a task, {planted!r}"):
            page = lxml.html.document_fromstring((site / "nhiem-vu/tp-2026/1/index.html").read_bytes())
            shown = " ".join(str(page.xpath("string()")).split())
            assert " ".join(planted.split()) in shown or planted not in record
    yield fields
    yield pages


if __name__ == "__main__":
    main(run)
