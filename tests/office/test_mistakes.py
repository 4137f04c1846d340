"""Mistakes of people: all planted at once, each told by its cell in exact words, and nothing written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

from tests.office import editors

HERE = Path(__file__).parent
TABLE: list[dict[str, Any]] = yaml.safe_load((HERE / "mistakes.yaml").read_text(encoding="utf-8"))


def ops_of(mistake: dict[str, Any]) -> list[dict[str, Any]]:
    sheet = mistake.get("sheet", "Nhiệm vụ")
    if "op" not in mistake:
        return []
    ops: list[dict[str, Any]] = [{**mistake, "sheet": sheet}]
    beside = dict(mistake.get("beside", {}))
    if "state" in mistake:
        beside["Tình trạng"] = mistake["state"]
    for column, value in beside.items():
        ops.append({"op": "set", "sheet": sheet, "key": mistake["key"], "column": column, "value": value})
    for cell, value in mistake.get("beside-at", {}).items():
        ops.append({"op": "at", "sheet": sheet, "cell": cell, "value": value})
    for cell, value in mistake.get("hidden", {}).items():
        ops.append({"op": "at", "sheet": "_cong", "cell": cell, "value": value})
    # A key is edited last: the other cells of the row are found by it.
    return ops


@pytest.fixture(scope="module")
def spoilt(
    tmp_path_factory: pytest.TempPathFactory,
    forms: Path,
    sample_root: Path,
    portal_run: Callable[..., Result],
) -> Path:
    """A folder of forms with every mistake of the table."""
    folder = tmp_path_factory.mktemp("spoilt")
    inbox = folder / "inbox"
    inbox.mkdir()
    by_form: dict[str, list[dict[str, Any]]] = {}
    jobs = []
    for mistake in TABLE:
        source = forms / f"{mistake['form']}.xlsx"
        if "quarter" in mistake:
            source = folder / f"{mistake['form']}.xlsx"
            portal_run(
                "template", "--root", sample_root, "--quarter", mistake["quarter"],
                "--agency", mistake["form"], source,
            )  # fmt: skip
        by_form.setdefault(str(source), []).extend(ops_of(mistake))
        if "twice" in mistake:
            again = {**mistake, "value": mistake["twice"]}
            to = inbox / f"{mistake['form']} (1).xlsx"
            jobs.append({"from": source, "to": to, "ops": ops_of(again)})
    jobs += [{"from": s, "to": inbox / Path(s).name, "ops": ops} for s, ops in by_form.items()]
    editors.fill(folder, jobs)
    return inbox


@pytest.mark.golden
def test_every_mistake_is_told_by_its_cell(
    spoilt: Path, root: Path, portal_run: Callable[..., Result], golden: Callable[[Path, str], None]
) -> None:
    before = editors.tree(root)
    result = portal_run("import", "--root", root, "--quarter", editors.QUARTER, spoilt)
    assert result.exit_code == 1
    told = result.stderr
    golden(HERE / "mistakes.txt", told)
    assert len(TABLE) >= 40
    # Of two versions that differ both files are told, and the cell.
    assert len([line for line in told.splitlines() if ".xlsx" in line]) == len(TABLE) + 2
    assert editors.tree(root) == before


def test_messages_are_told_in_english_too(
    spoilt: Path, root: Path, portal_run: Callable[..., Result]
) -> None:
    result = portal_run("import", "--root", root, "--quarter", editors.QUARTER, "--lang", "en", spoilt)
    assert (
        "so-noi-vu.xlsx › Nhiệm vụ!G18: there is a day of completion 20/08/2026, but the state is not Done"
        in result.stderr
    )
