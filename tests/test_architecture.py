"""The package's shape: imports run one way, each library has its own door, edges stay at the edge."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "generator"

DOORS = {
    "altair": {"charts"},
    "babel": {"wording"},
    "brotli": {"packing"},
    "click": {"cli", "commands"},
    "defusedxml": {"office"},
    "docx": {"office"},
    "feedgenerator": {"exports"},
    "fontTools": {"charts", "tabular"},
    "icalendar": {"exports"},
    "jinja2": {"rendering", "mkdocs_plugin"},
    "minisign": {"signing"},
    "mkdocs": {"mkdocs_plugin", "building", "commands", "benching"},
    "openpyxl": {"office"},
    "pydantic": {
        "record_fields",
        "records",
        "quarter_records",
        "reading",
        "record_errors",
        "schema",
        "exports",
    },
    "ruamel": {"office"},
    "vl_convert": {"charts"},
    "xlsxwriter": {"office", "exports"},
    "yaml": {"strict_yaml", "source_text", "syntax_errors", "nodes", "sample", "benching"},
}
"""Modules or sub-packages that may speak to a third-party library; nobody else may."""

CLOCK_AND_NETWORK = {"time", "socket", "urllib.request", "http.client", "random"}
"""Modules of the standard library that a pure stage has no use for."""

PURE = {
    "problems", "nodes", "source_text", "strict_yaml", "quarter", "deadline", "deadline_forms",
    "deadline_parsing", "status", "record_fields", "records", "portal", "resolving", "metrics", "tables",
    "exports", "pages", "slugs", "urls", "wording", "views", "site", "frames", "levels", "office",
}  # fmt: skip


def modules() -> dict[str, ast.Module]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", ".")
        found[name.removesuffix(".__init__")] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imports(tree: ast.AST, *, top_only: bool) -> set[str]:
    nodes = tree.body if top_only and isinstance(tree, ast.Module) else list(ast.walk(tree))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


MODULES = modules()


def area(name: str) -> str:
    """The first part of a module's name inside the package: ``pages`` of ``generator.pages.home``."""
    return name.split(".")[1] if "." in name else ""


def test_imports_run_one_way() -> None:
    graph = {
        name: {i for i in imports(tree, top_only=False) if i in MODULES and i != name}
        for name, tree in MODULES.items()
    }
    # A sub-package's own __init__ stands for it: importing a part runs it first.
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"vòng nhập: {' → '.join(error.args[1])}")
    assert len(order) == len(MODULES)


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_library_has_its_own_doors(library: str) -> None:
    users = {
        area(name) for name, tree in MODULES.items()
        if any(i == library or i.startswith(f"{library}.") for i in imports(tree, top_only=False))
    }  # fmt: skip
    assert users <= DOORS[library]


def test_pure_stages_know_no_clock_and_no_network() -> None:
    found = {
        name: sorted(imports(tree, top_only=False) & CLOCK_AND_NETWORK)
        for name, tree in MODULES.items()
        if area(name) in PURE
    }
    assert {name: used for name, used in found.items() if used} == {}


def test_nobody_asks_the_clock_for_today() -> None:
    asked = {
        name
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"}
    }
    assert asked == set()


def test_no_html_in_python() -> None:
    """Markup belongs to templates; the few places that write XML themselves are named."""
    allowed = {
        "generator.site",
        "generator.exporting",
        "generator.charts.svg",
        "generator.sample.reporting",
        "generator.terms",
        "generator.sourcing",
        "generator.marking",
    }
    found = set()
    for name, tree in MODULES.items():
        docs = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in docs
                and "</" in node.value
            ):
                found.add(name)
    assert found <= allowed
