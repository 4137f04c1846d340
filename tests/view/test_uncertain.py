"""Names that `uncertain` may hold: whatever the check takes, pages mark and published tables name."""

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.build.pipeline import compose
from generator.data import labels
from generator.data.catalogue import Catalogue, Language
from generator.data.schema import field_names
from generator.model import records
from generator.view.fields.documents import DOCUMENTS
from generator.view.fields.tasks import TASKS
from generator.view.site import Site
from tests.paths import MINIMAL

KINDS: dict[str, type[records.Record]] = {
    "plans/*/plan.yaml": records.PlanRecord,
    "plans/*/sections.yaml": records.Section,
    "plans/*/targets.yaml": records.Target,
    "plans/*/tasks.yaml": records.TaskRecord,
    "reports/*.yaml": records.Observation,
    "documents.yaml": records.Document,
}
"""Files whose entries have `uncertain`."""

PAGES: dict[type[records.Record], str] = {
    records.PlanRecord: "ke-hoach/tp-2026/",
    records.Section: "van-ban/ke-hoach-2026/",
    records.Target: "chi-tieu/tp-2026/",
    records.TaskRecord: "nhiem-vu/tp-2026/1/",
    records.Observation: "van-ban/bao-cao-2026/",
    records.Document: "van-ban/ke-hoach-2026/",
}
"""Page of a record of each kind."""

TABLES: dict[str, type[records.Record]] = {
    "plans": records.PlanRecord,
    "targets": records.Target,
    "tasks": records.TaskRecord,
    "observations": records.Observation,
    "documents": records.Document,
}
"""Published tables whose rows may be uncertain."""


def entries(loaded: Any) -> Iterator[dict[str, Any]]:
    """The entries of a file: of a list, of a report, or the file itself."""
    if isinstance(loaded, list):
        yield from loaded
    else:
        yield from loaded.get("observations", [loaded])


@pytest.fixture(scope="module")
def doubted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root in which every field of every record that may be uncertain is."""
    root = tmp_path_factory.mktemp("doubted")
    shutil.copytree(MINIMAL, root, dirs_exist_ok=True)
    for pattern, record in KINDS.items():
        names = field_names(record)
        paths = list((root / "data").glob(pattern))
        assert paths, pattern
        for path in paths:
            loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
            for entry in entries(loaded):
                read = {name: f"máy đọc {name} của {record.__name__}" for name in names}
                entry |= {"uncertain": [*names], "ocr": read}
            path.write_text(yaml.safe_dump(loaded, allow_unicode=True), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def site(doubted: Path) -> Site:
    """That root's site."""
    return compose(doubted).site


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, str]:
    """The bodies of its pages, by address."""
    return {page.url: page.body for page in site.pages}


@pytest.mark.parametrize("record", KINDS.values(), ids=lambda record: record.__name__)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_name_that_the_check_takes_has_words(record: type[records.Record], lang: Language) -> None:
    catalogue = Catalogue.load(lang)
    words = [labels.label(record, name, catalogue) for name in field_names(record)]
    assert all(words)


@pytest.mark.parametrize("record", PAGES, ids=lambda record: record.__name__)
def test_the_page_of_a_record_marks_every_field_that_is_uncertain(
    record: type[records.Record], pages: dict[str, str]
) -> None:
    body = pages[PAGES[record]]
    assert [name for name in field_names(record) if f"máy đọc {name} của {record.__name__}" not in body] == []


def test_what_is_no_value_of_a_page_is_named_with_the_mark(pages: dict[str, str]) -> None:
    catalogue = Catalogue.load("vi")
    mark = catalogue.text("shell.uncertain.mark")
    shown: dict[type[records.Record], set[str]] = {
        records.PlanRecord: {"period"},
        records.TaskRecord: {field.attribute for field in TASKS if field.show} | {"title"},
        records.Document: {field.attribute for field in DOCUMENTS if field.show},
    }
    for record, beside in shown.items():
        for name in set(field_names(record)) - beside:
            words = f'{labels.label(record, name, catalogue)}: <span class="uncertain">{mark}</span>'
            assert words in pages[PAGES[record]], name


@pytest.mark.parametrize("place", ["nhiem-vu/tp-2026/1/", "nhiem-vu/tp-2026/", "van-ban/ke-hoach-2026/"])
def test_links_of_an_uncertain_field_are_marked(pages: dict[str, str], place: str) -> None:
    assert 'Sở Nội vụ</a> <span class="note">chữ đọc chưa rõ</span>' in pages[place]


@pytest.mark.parametrize("stem", TABLES)
def test_published_tables_name_what_is_uncertain(site: Site, stem: str) -> None:
    (data,) = [file.data for file in site.files if file.path == f"du-lieu/{stem}.csv"]
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    names = ";".join(field_names(TABLES[stem]))
    assert {row["uncertain"] for row in rows} == {names}
