"""Names that `uncertain` may hold: whatever the check takes, the pages can tell."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.build.pipeline import compose
from generator.data import labels
from generator.data.catalogue import Catalogue
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
                entry |= {"uncertain": [*names], "ocr": {name: f"máy đọc {name}" for name in names}}
            path.write_text(yaml.safe_dump(loaded, allow_unicode=True), encoding="utf-8")
    return root


def test_every_name_that_the_check_takes_is_told(doubted: Path) -> None:
    catalogue = Catalogue.load("vi")
    pages = {page.url: page.body for page in compose(doubted).site.pages}
    body = pages["nhiem-vu/tp-2026/1/"]
    for name in set(field_names(records.TaskRecord)) - {"title", "deadline", "deliverables"}:
        assert f"{labels.label(records.TaskRecord, name, catalogue)}:" in body
        assert f"máy đọc {name}" in body
