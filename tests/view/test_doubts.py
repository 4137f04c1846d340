"""Names that `uncertain` may hold: whatever the check takes, the pages can tell."""

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

ROWS = (records.Section, records.Target, records.TaskRecord, records.Observation)
"""Records that are rows of a document: pages name each of their doubtful fields."""


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
def pages(doubted: Path) -> dict[str, str]:
    """The bodies of the pages of that root, by address."""
    return {page.url: page.body for page in compose(doubted).site.pages}


@pytest.mark.parametrize("record", KINDS.values(), ids=lambda record: record.__name__)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_name_that_the_check_takes_has_words(record: type[records.Record], lang: Language) -> None:
    catalogue = Catalogue.load(lang)
    words = [labels.label(record, name, catalogue) for name in field_names(record)]
    assert all(words)


@pytest.mark.parametrize("record", ROWS, ids=lambda record: record.__name__)
def test_every_name_that_the_check_takes_is_told(record: type[records.Record], pages: dict[str, str]) -> None:
    whole = "".join(pages.values())
    assert [
        name for name in field_names(record) if f"máy đọc {name} của {record.__name__}" not in whole
    ] == []


def test_a_task_names_each_of_its_doubtful_fields(pages: dict[str, str]) -> None:
    catalogue = Catalogue.load("vi")
    body = pages["nhiem-vu/tp-2026/1/"]
    for name in set(field_names(records.TaskRecord)) - {"title", "deadline", "deliverables"}:
        assert f"{labels.label(records.TaskRecord, name, catalogue)}:" in body
        assert f"máy đọc {name} của TaskRecord" in body
