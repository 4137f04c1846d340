"""The package's shape: imports run one way, each library has its own door, edges stay at the edge."""

import ast
import re
from functools import cache
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.paths import ROOT

PACKAGE = ROOT / "generator"

FOLDERS = (
    "model", "data", "measures", "view", "files", "charts", "office", "sample", "pages", "build", "commands",
)  # fmt: skip
"""Folders in the order of the data's way: each imports from itself and from those before it only."""

DOORS = {
    "altair": {"charts"},
    "babel": {"model.wording"},
    "brotli": {"build.compression"},
    "click": {"cli", "commands"},
    "defusedxml": {"office"},
    "docx": {"office"},
    "feedgenerator": {"files.feeds"},
    "fontTools": {"charts.fonts", "view.tabular_figures"},
    "icalendar": {"files.feeds"},
    "jinja2": {"view.rendering", "build.mkdocs_site"},
    "minisign": {"build.signature"},
    "markdown": {"data.content"},
    "mkdocs": {"build.mkdocs_plugin", "build.mkdocs_site", "build.shells", "commands"},
    "nh3": {"data.content_html"},
    "openpyxl": {"office"},
    "pydantic": {
        "model.scalars",
        "model.records",
        "model.quarter_records",
        "data.parser",
        "data.record_errors",
        "data.site_settings",
        "files.api_models",
        "build.mkdocs_plugin",
    },
    "ruamel": {"office"},
    "vl_convert": {"charts"},
    "xlsxwriter": {"office", "files.workbook"},
    "yaml": {
        "data.site_settings",
        "data.strict_yaml",
        "data.syntax_errors",
    },
}
"""Modules or folders that may speak to a third-party library; nobody else may."""

CLOCK_AND_NETWORK = {"time", "socket", "urllib.request", "http.client", "random"}
"""Modules of the standard library that a pure stage has no use for."""

PURE = {"model", "measures", "view", "files", "office", "pages"}
"""Folders whose modules know no clock and no network."""


@cache
def modules() -> dict[str, ast.Module]:
    """The syntax of every module by its dotted name; read when a test asks for it, not on collection."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", ".")
        found[name.removesuffix(".__init__")] = ast.parse(path.read_text(encoding="utf-8"))
    return found


@cache
def imports(tree: ast.AST, *, top_only: bool) -> frozenset[str]:
    nodes = tree.body if top_only and isinstance(tree, ast.Module) else list(ast.walk(tree))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def folder(name: str) -> str:
    """The folder of a module: ``pages`` of ``generator.pages.front.home``; empty at the root."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in FOLDERS else ""


def is_in(name: str, place: str) -> bool:
    """Whether a module is the place (``view.urls``) or stands below it (``office``)."""
    inner = name.removeprefix("generator.")
    return inner == place or inner.startswith(f"{place}.")


def test_folders_import_only_what_comes_before_them() -> None:
    back = {
        f"{name} → {used}"
        for name, tree in modules().items()
        for used in imports(tree, top_only=False) & modules().keys()
        if folder(name) and (not folder(used) or FOLDERS.index(folder(used)) > FOLDERS.index(folder(name)))
    } - {f"{name} → generator" for name in modules()}
    assert back == set()


def test_two_files_stand_at_the_root() -> None:
    assert sorted(path.name for path in PACKAGE.glob("*.py")) == ["__init__.py", "cli.py"]
    assert {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()} == set(FOLDERS)


def test_each_folder_says_what_comes_in_and_what_goes_out() -> None:
    for path in PACKAGE.rglob("__init__.py"):
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        assert path.parent == PACKAGE or ("In: " in said and "Out: " in said), path


def test_imports_run_one_way() -> None:
    graph = {
        name: {i for i in imports(tree, top_only=False) if i in modules() and i != name}
        for name, tree in modules().items()
    }
    # A sub-package's own __init__ stands for it: importing a part runs it first.
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"vòng nhập: {' → '.join(error.args[1])}")
    assert len(order) == len(modules())


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_library_has_its_own_doors(library: str) -> None:
    users = {
        name
        for name, tree in modules().items()
        if any(i == library or i.startswith(f"{library}.") for i in imports(tree, top_only=False))
    }
    doors = DOORS[library]
    assert {name for name in users if not any(is_in(name, door) for door in doors)} == set()
    assert {door for door in doors if not any(is_in(name, door) for name in users)} == set()


HEAVY = {"altair", "docx", "fontTools", "jinja2", "mkdocs", "numpy", "openpyxl", "pandas", "vl_convert"}
"""Libraries that take longer to import than many a command to run."""


def test_a_command_imports_what_is_heavy_when_it_runs() -> None:
    """Each start of ``portal`` imports this: in CI, and at a press officer's desk."""
    found: set[str] = set()
    waiting = ["generator.cli"]
    while waiting:
        used = imports(modules()[waiting.pop()], top_only=True) - found
        found |= used
        waiting += used & modules().keys()
    assert {name for name in found if name.split(".")[0] in HEAVY} == set()


def test_pure_stages_know_no_clock_and_no_network() -> None:
    found = {
        name: sorted(imports(tree, top_only=False) & CLOCK_AND_NETWORK)
        for name, tree in modules().items()
        if folder(name) in PURE
    }
    assert {name: used for name, used in found.items() if used} == {}


def test_nobody_asks_the_clock_for_today() -> None:
    asked = {
        name
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"}
    }
    assert asked == set()


def test_no_html_in_python() -> None:
    """Markup belongs to templates; the few places that write XML themselves are named."""
    allowed = {
        "generator.view.site",
        "generator.data.content_html",
        "generator.build.docs_export",
        "generator.charts.svg",
        "generator.office.conversion",
        "generator.sample.reporting",
    }
    found = set()
    for name, tree in modules().items():
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


def test_views_are_handed_their_parts() -> None:
    """All parts at once are for what puts a site together, and for a quarter measured on another day."""
    users = {
        name
        for name, tree in modules().items()
        if "generator.view.presentation" in imports(tree, top_only=False) and folder(name) == "pages"
    }
    assert users == {
        "generator.pages.front.guide",
        "generator.pages.quarters.index",
        "generator.pages.quarters.quarter_page",
        "generator.pages.quarters.quarter_state",
    }


COLLECTORS = {
    "generator.build.share_cards", "generator.build.embed_files", "generator.view.json_ld",
    "generator.pages.open.embeds", "generator.pages.open.feeds", "generator.build.search_index",
}  # fmt: skip
"""What makes something of every page: they go by what a specification says."""


def test_no_collector_knows_a_kind_of_page() -> None:
    for name in COLLECTORS:
        known = {
            used for used in imports(modules()[name], top_only=False) if used.startswith("generator.pages.")
        }
        # How the communes of a city are called and told apart is no kind of page.
        names = {"generator.pages.agencies.communes", "generator.pages.agencies.index"}
        assert {
            used for used in known if not any(is_in(used, n.removeprefix("generator.")) for n in names)
        } == set()


def test_no_page_is_told_by_the_class_of_its_view() -> None:
    asked = set()
    for name, tree in modules().items():
        for node in ast.walk(tree):
            subject = node.subject if isinstance(node, ast.Match) else None
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "isinstance"
            ):
                subject = node.args[0]
            if isinstance(subject, ast.Attribute) and subject.attr == "view":
                asked.add(name)
    assert asked == set()


def test_one_class_name_has_one_meaning() -> None:
    places: dict[str, list[str]] = {}
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(name)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


FINISHED_PAGES = {
    "generator.build.docs_export": "hands the body on as one block; blank lines would end it",
    "generator.build.mkdocs_site": "hands the body to MkDocs",
    "generator.build.shells": "stamps the body into a shell that MkDocs rendered",
}
"""What reads the HTML of a rendered page (`Page.body`), and what for; none of it looks for anything in it."""

MARKUP_READERS = {
    "generator.build.docs_export": "`<!-- portal:x -->` in Markdown that people wrote",
    "generator.build.preview": "links to folders in the files it has written: a disk has no index",
    "generator.data.content_html": "hand-written pages, which strangers may have sent",
}
"""What searches HTML, and which HTML: none reads back what a template of ours wrote about the data."""


MARKUP = re.compile(
    r"<!--|</|\b(?:href|class|data-label)\b|(?<!\?P)<"
    r"(?:\[|a|article|b|body|data|dd|details|div|dl|dt|h[1-6]|html|i|li|main|mark|ol|p|path|script|section|span"
    r"|style|summary|svg|table|tbody|td|text|th|thead|tr|ul)\b"
)
"""What a search for HTML or SVG has in its pattern."""

SEARCHES = {"compile", "sub", "search", "match", "finditer", "findall", "split", "partition", "find", "index"}


def test_nothing_reads_a_rendered_page() -> None:
    """Receipts, links, marks and abbreviations are placed while a value is rendered."""
    readers = {
        name
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "body"
        # Wordings of records, messages of commits and Word's own elements have bodies too.
        and not re.search(r"(record|commit|element|self)$", ast.unparse(node.value))
    }
    assert readers == FINISHED_PAGES.keys()


def test_markup_is_searched_only_where_it_is_not_ours() -> None:
    readers = set()
    for name, tree in modules().items():
        if imports(tree, top_only=False) & {"html.parser", "lxml.html", "bs4", "html5lib"}:
            readers.add(name)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in SEARCHES:
                texts = [_text(part.value) for part in ast.walk(node) if isinstance(part, ast.Constant)]
                readers |= {name} if any(map(MARKUP.search, texts)) else set()
    assert readers == MARKUP_READERS.keys()


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value if isinstance(value, str) else ""
