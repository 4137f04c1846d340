"""The JSON Schemas that editors use: current, true to the real data, and every key explained."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from generator.cli import main
from generator.data.catalogue import Catalogue, Language
from generator.data.labels import key_of
from generator.data.schema import (
    DIALECT,
    EXAMPLES,
    FILES,
    FOLDER,
    field_names,
    record_models,
    schema_of,
    schemas,
    stale,
)
from tests.paths import MINIMAL, ROOT

KINDS = sorted(FILES)


class EditorLoader(yaml.SafeLoader):
    """Reads YAML 1.2 as editors do: a day stays a text, `NO` is a text, and so is 12:30."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("null", r"~|null|Null|NULL|", ["", *"~nN"]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)


def in_editor(text: str) -> Any:
    return yaml.load(text, Loader=EditorLoader)  # noqa: S506 - a safe loader with fewer types


@pytest.fixture(scope="module")
def vietnamese() -> Catalogue:
    return Catalogue.load("vi")


@pytest.fixture(scope="module", params=["vi", "en"])
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    lang: Language = "vi" if request.param == "vi" else "en"
    return Catalogue.load(lang)


def complaints(schema: dict[str, Any], value: Any) -> list[str]:
    return [
        f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(value)
    ]


def data_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Every data file with its kind."""
    for kind, pattern in FILES.items():
        for path in sorted(root.glob(pattern)):
            yield kind, path


def test_schemas_are_current(vietnamese: Catalogue) -> None:
    assert stale(ROOT / FOLDER, schemas(vietnamese)) == [], "chạy: portal schema"


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_one(kind: str, vietnamese: Catalogue) -> None:
    schema = schema_of(kind, vietnamese)
    assert schema["$schema"] == DIALECT
    Draft202012Validator.check_schema(schema)


def test_every_data_file_has_its_schema() -> None:
    found = {path for _, path in data_files(ROOT)}
    assert found == set((ROOT / "data").rglob("*.yaml"))
    assert len(list(data_files(ROOT))) == len(found)


@pytest.mark.parametrize("root", [ROOT, MINIMAL], ids=["real", "minimal"])
def test_data_has_nothing_to_complain_of(root: Path) -> None:
    for kind, path in data_files(root):
        schema = json.loads((ROOT / FOLDER / f"{kind}.schema.json").read_bytes())
        assert complaints(schema, in_editor(path.read_text(encoding="utf-8"))) == [], path


@pytest.mark.parametrize(
    ("kind", "text", "seen"),
    [
        ("proofs", "- {task: 1, completed: 2026-01-05, document: a}", []),
        ("proofs", "- {task: 1.10, completed: 2026-01-05, document: a}", []),
        ("proofs", "- {task: 1, completed: 05/01/2026, document: a}", ["completed"]),
        ("proofs", "- {task: 1, completed: 12:30, document: a}", ["completed"]),
        ("proofs", "- {task: 1, completed: 2026-01-05, document: Kế hoạch}", ["document"]),
        ("proofs", "- {task: 1, completed: 2026-01-05, dokument: a}", ["dokument", "document"]),
        ("proofs", "- {task: 1, completed: 2026-01-05}", ["document"]),
        ("proofs", "- {task: [1], completed: 2026-01-05, document: a}", ["[1]"]),
        ("proofs", "task: 1", ["array"]),
        ("glossary", "- {term: NO, explanation: 12}", []),
        ("glossary", "- {term: TTHC, explanation: }", ["None"]),
        ("glossary", "- {term: TTHC, explanation: a, lang: vi}", ["en"]),
        ("documents", "- {id: a, kind: b, held: true, text: verified}", []),
        ("documents", "- {id: a, kind: b, held: 'false', text: verified}", []),
        ("documents", "- {id: a, kind: b, held: NO, text: verified}", ["NO"]),
        ("documents", "- {id: a, kind: b, held: true, text: verified, url: a.vn}", ["a.vn"]),
        ("documents", "- {id: a, kind: b, held: true, text: verified, uncertain: [sign]}", ["sign"]),
        ("documents", "- {id: a, kind: b, held: true, text: verified, ocr: {sign: x}}", ["sign"]),
        ("results", "{cutoff: 2026-03-09, results: [{task: 1, agency: a, state: done, value: '9.5'}]}", []),
        ("results", "{cutoff: 2026-03-09, results: [{task: 1, agency: a, state: Done}]}", ["Done"]),
        (
            "results",
            "{cutoff: 2026-03-09, results: [{task: 1, agency: a, state: done, value: '9,5'}]}",
            ["9,5"],
        ),
        ("results", "{cutoff: 2026-03-09, results: chưa có}", ["array"]),
    ],
)
def test_what_an_editor_underlines(kind: str, text: str, seen: list[str], vietnamese: Catalogue) -> None:
    found = complaints(schema_of(kind, vietnamese), in_editor(text))
    assert len(found) == len(seen), found
    assert all(any(part in line for line in found) for part in seen), found


@pytest.mark.parametrize("name", sorted(record_models()))
def test_every_key_is_explained(name: str, catalogue: Catalogue) -> None:
    model = record_models()[name]
    keys = [key_of(model, field, catalogue) for field in field_names(model)]
    if name not in {"Sourced", "PlanEntry"}:
        keys.append(f"records.{name}.entry")
    for key in keys:
        title, text = catalogue.text(f"{key}.title"), catalogue.text(f"{key}.help")
        assert len(title) < 60, key
        assert text.endswith((".", "…")), key


def test_every_kind_of_file_is_explained(catalogue: Catalogue) -> None:
    explained = {key.split(".")[1] for key in catalogue.entries if key.startswith("data_files.")}
    assert explained == set(FILES)


def test_no_explanation_is_of_nothing(catalogue: Catalogue) -> None:
    """Every text about a record is shown by some schema."""
    shown = "".join(json.dumps(schema_of(kind, catalogue), ensure_ascii=False) for kind in KINDS)
    unused = {
        key
        for key, text in catalogue.entries.items()
        if key.startswith(("records.", "data_files."))
        # Words of columns: test_fields asks for those.
        and not key.endswith((".short", ".meaning"))
        and not (key.endswith(".title") and f"{key.removesuffix('title')}help" not in catalogue)
        and json.dumps(text, ensure_ascii=False)[1:-1] not in shown
    }
    assert unused == set()
    of_records = {key.split(".")[1] for key in catalogue.entries if key.startswith("records.")}
    assert of_records == {*record_models(), "Record"}


def test_every_choice_is_explained(vietnamese: Catalogue) -> None:
    choices = 0
    for kind in KINDS:
        for record in schema_of(kind, vietnamese)["$defs"].values():
            for name, field in record["properties"].items():
                if "enum" in field and True not in field["enum"]:
                    choices += 1
                    assert len(field["enumDescriptions"]) == len(field["enum"]), name
                    assert all(f"`{value}`" in field["markdownDescription"] for value in field["enum"]), name
    assert choices > 20


def test_examples_fit_their_own_schema(vietnamese: Catalogue) -> None:
    found = set()
    for kind in KINDS:
        schema = schema_of(kind, vietnamese)
        for record, made in schema["$defs"].items():
            for name, field in made["properties"].items():
                if f"{record}.{name}" not in EXAMPLES:
                    continue
                found.add(f"{record}.{name}")
                value = field["items"] if field.get("type") == "array" else field
                for example in value["examples"]:
                    assert complaints({"$defs": schema["$defs"], **value}, example) == []
    assert found == set(EXAMPLES)


def test_the_editor_settings_name_every_schema() -> None:
    """VS Code checks each data file by its schema (the YAML extension of Red Hat)."""
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == {
        f"./{FOLDER}/{kind}.schema.json": files for kind, files in FILES.items()
    }
    assert settings["yaml.yamlVersion"] == "1.2"


def test_command_writes_and_checks(tmp_path: Path) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(main, ["schema", "--root", str(tmp_path), *arguments])
        return result.exit_code, result.stdout, result.stderr

    code, _, missing = run("--check")
    assert code == 1
    assert missing.startswith(
        "Lược đồ không còn đúng với mã hiện tại: agencies.schema.json, areas.schema.json"
    )
    assert run() == (0, f"Đã ghi {len(KINDS)} lược đồ vào {tmp_path / FOLDER}.\n", "")
    assert run("--check") == (0, f"Cả {len(KINDS)} lược đồ đều đúng với mã hiện tại.\n", "")

    (tmp_path / FOLDER / "old.schema.json").write_text("{}", encoding="utf-8")
    (tmp_path / FOLDER / "tasks.schema.json").write_text("{}", encoding="utf-8")
    assert run("--check", "--lang", "en") == (
        1,
        "",
        "Schemas that are not current: old.schema.json, tasks.schema.json. Run: portal schema\n",
    )
    assert run()[0] == 0
    assert run("--check")[0] == 0
    assert {path.name for path in (tmp_path / FOLDER).iterdir()} == {f"{kind}.schema.json" for kind in KINDS}
    assert (tmp_path / FOLDER / "tasks.schema.json").read_bytes() == (
        ROOT / FOLDER / "tasks.schema.json"
    ).read_bytes()
