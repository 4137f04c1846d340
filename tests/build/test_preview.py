"""What would be published, against what is: said in words, and marked on the pages of a preview alone."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import html
from openpyxl import load_workbook

from generator.build.pipeline import Options
from generator.build.preview import load_preview
from generator.cli import main
from generator.data.differences import differences
from generator.data.gitlog import published
from generator.data.parser import read_files
from tests.checkers import messages, settled, violations
from tests.paths import MINIMAL, ROOT
from tests.repositories import commit, git, rewrite

QUARTER = "2026-q2"
TASKS = "data/plans/tp-2026/tasks.yaml"
PACKED = {".br", ".gz"}

Visit = Callable[..., Any]


def portal(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def fill(blank: Path, filled: Path, key: str, cells: Mapping[str, str]) -> None:
    """Fills one row of a form in, as its agency would."""
    book = load_workbook(blank)
    rows = list(book["Nhiệm vụ"].iter_rows())
    heads = next(row for row in rows if row[0].value == "Số")
    row = next(row for row in rows if any(cell.value == key for cell in row))
    for head, cell in zip(heads, row, strict=True):
        if str(head.value) in cells:
            cell.value = cells[str(head.value)]
    book.save(filled)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published root under git; a filled form was imported and a wording mended, not yet saved."""
    folder = tmp_path_factory.mktemp("preview") / "root"
    shutil.copytree(MINIMAL, folder)
    for name in ("content", "site_templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    # Without the document that completes task 1 by itself: what the agency reports decides.
    (folder / "data/plans/tp-2026/proofs.yaml").unlink()
    git(folder, "init", "-q")
    commit(folder, "data: bản công bố", 0)
    forms = folder.parent / "forms"
    forms.mkdir()
    blank, filled = forms / "blank.xlsx", forms / "so-noi-vu.xlsx"
    made = portal("template", "--root", folder, "--quarter", QUARTER, "--agency", "so-noi-vu", blank)
    assert made.exit_code == 0, made.output
    fill(blank, filled, "tp-2026/1", {
        "Tình trạng": "Hoàn thành", "Ngày hoàn thành": "20/4/2026", "Văn bản chứng minh": "76/NQ-CP",
    })  # fmt: skip
    taken = portal("import", "--root", folder, "--quarter", QUARTER, filled)
    assert taken.exit_code == 0, taken.output
    rewrite(folder, TASKS, "title: Công bố thủ tục", "title: Công bố, công khai thủ tục")
    return folder


def test_diff_says_what_changed_by_agency_old_and_new(root: Path) -> None:
    short = git(root, "rev-parse", "HEAD")[:10]
    assert portal("diff", "--root", root).output == (
        f"4 thay đổi so với bản đã công bố (bản lưu {short} ngày 01/04/2026).\n"
        "\n"
        "Sở Nội vụ\n"
        "  Mới: Nhiệm vụ 1, Kế hoạch năm 2026 · Quý II/2026\n"
        "    Tình trạng: – → Hoàn thành\n"
        "    Ngày hoàn thành: – → 20/04/2026\n"
        "    Văn bản chứng minh: – → 76/NQ-CP\n"
        "    So với thời hạn: Đã đến hạn, chưa tới kỳ báo cáo → Trễ hạn · 20/04/2026\n"
        "\n"
        "Các sở, ban, ngành\n"
        "  Sửa: Nhiệm vụ 2, Kế hoạch năm 2026\n"
        "    Nhiệm vụ: Công bố thủ tục hành chính → Công bố, công khai thủ tục hành chính\n"
        "\n"
        "Văn bản, danh mục và phần khác\n"
        "  Mới: Kế hoạch năm 2026 · Quý II/2026\n"
        "    Số liệu đến ngày: – → 30/06/2026\n"
        "  Mới: Kỳ báo cáo Quý II/2026\n"
        "    Ngày mở: – → 30/06/2026\n"
    )


def test_diff_says_a_postponement_beside_the_deadline_it_replaces(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        shutil.copytree(MINIMAL, folder)
    events = '- {task: "1", kind: postponed, deadline: Quý III/2026, document: bao-cao-2026}\n'
    (new / "data/plans/tp-2026/events.yaml").write_text(events, encoding="utf-8")
    came = portal("diff", "--root", new, "--against", old).output
    assert "Mới: Nhiệm vụ 1, Kế hoạch năm 2026 · " in came
    assert "Quý I/2026 → Quý III/2026\n" in came
    went = portal("diff", "--root", old, "--against", new).output
    assert "Quý III/2026 → Quý I/2026\n" in went


def test_diff_against_a_folder_or_a_commit(root: Path, tmp_path: Path) -> None:
    same = portal("diff", "--root", root, "--against", root)
    assert (same.exit_code, same.output) == (0, f"Không có gì khác bản đã công bố (thư mục {root}).\n")
    first = portal("diff", "--root", root, "--against", "HEAD")
    assert first.output == portal("diff", "--root", root).output
    unknown = portal("diff", "--root", root, "--against", "khong-co")
    assert unknown.exit_code == 1
    assert unknown.stderr.startswith("Kho git không có bản nào tên khong-co,")
    option = portal("diff", "--root", root, "--against=--output=x")
    assert (option.exit_code, option.stdout) == (1, "")
    empty = portal("diff", "--root", root, "--against", tmp_path)
    assert empty.stderr.startswith(f"Thư mục {tmp_path} không có data/portal.yaml;")


def test_without_git_nothing_is_compared(tmp_path: Path) -> None:
    shutil.copytree(MINIMAL, tmp_path / "root")
    told = portal("diff", "--root", tmp_path / "root")
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr == (
        "Thư mục này không có lịch sử git nên không biết bản đã công bố là gì. Chạy trong bản sao lấy bằng "
        "git clone, hoặc chỉ ra thư mục của bản đã công bố: portal diff --against THƯ_MỤC\n"
    )


def test_with_errors_in_the_data_nothing_is_compared(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "root"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("site_templates", "content"))
    (copy / "data/areas.yaml").write_text("bad\n", encoding="utf-8")
    told = portal("diff", "--root", copy)
    assert (told.exit_code, told.stdout) == (1, "")
    assert "data/areas.yaml:1:1" in told.stderr


def test_what_is_published_is_where_work_left_the_main_branch(root: Path, tmp_path: Path) -> None:
    """Saved but not handed in is not published; what others published since is no change of ours."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    git(tmp_path, "clone", "-q", str(root), str(ours))
    git(tmp_path, "clone", "-q", str(root), str(theirs))
    start = git(ours, "rev-parse", "HEAD").strip()
    rewrite(ours, TASKS, "title: Rà soát văn bản", "title: Rà soát mọi văn bản")
    commit(ours, "data: đã lưu, chưa nộp", 1)
    rewrite(theirs, "data/agencies.yaml", "name: Sở Y tế", "name: Sở Y tế Hải Phòng")
    commit(theirs, "data: người khác đã công bố", 1)
    git(ours, "remote", "set-url", "origin", str(theirs))
    git(ours, "fetch", "-q")
    found = published(ours)
    assert found is not None
    base, files = found
    assert base.id == start
    assert [(d.ref, d.kind) for d in differences(files, read_files(ours))] == [("task:tp-2026/1", "changed")]


def test_remarks_order_and_quotes_are_no_change() -> None:
    old = {"data/plans/a/tasks.yaml": b'- {number: "1", title: x}\n- {number: "2", title: y}\n'}
    new = {"data/plans/a/tasks.yaml": b'# z\n- {title: "y", number: "2"}\n- {number: "1", title: x}\n'}
    assert differences(old, new) == []


def test_every_file_is_compared() -> None:
    """What holds no records, or cannot be read, is told as a file; nothing is passed over in silence."""
    old = {"data/texts/a.txt": b"x", "data/snapshots/2026-q1/tasks.csv": b"x", "data/areas.yaml": b"[a"}
    new = {"data/texts/a.txt": b"y", "data/texts/b.txt": b"", "data/areas.yaml": b"[]"}
    assert [(d.ref, d.kind) for d in differences(old, new)] == [
        ("file:data/areas.yaml", "changed"),
        ("file:data/snapshots/2026-q1/tasks.csv", "gone"),
        ("file:data/texts/a.txt", "changed"),
        ("file:data/texts/b.txt", "new"),
    ]


# The pages --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(root: Path) -> Path:
    """The pages as ``make serve`` shows them, then as ``mkdocs build`` and without a change."""
    script = """
from mkdocs.commands.build import build
from mkdocs.config import load_config
build(load_config(config_file="mkdocs.yml", site_dir="normal"))
load_config(config_file="mkdocs.yml").plugins.on_startup(command="serve", dirty=False)
build(load_config(config_file="mkdocs.yml", site_dir="served"))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    """The preview as CI hands it out."""
    out = root.parent / "out"
    done = portal("preview", "--root", root, out)
    assert done.exit_code == 0, done.output
    assert done.output == f"Đã dựng bản xem trước: mở {out}/index.html\n"
    return out


def page(site: Path, address: str) -> html.HtmlElement:
    return html.parse(str(site / address / "index.html")).getroot()


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_page_of_a_preview_says_how_much_changed(served: Path) -> None:
    short = git(served, "rev-parse", "HEAD")[:10]
    frames = served / "served" / "nhung"
    pages = [path for path in (served / "served").rglob("index.html") if frames not in path.parent.parents]
    assert len(pages) > 40
    banner: Any = None
    for path in pages:
        [banner] = html.parse(str(path)).xpath("//*[@class='preview-banner']")
        assert words(banner[0]) == (
            f"Bản xem trước: 4 thay đổi so với bản đã công bố (bản lưu {short} ngày 01/04/2026)"
        )
        for link in banner.iter("a"):
            goal = (path.parent / link.get("href").partition("#")[0] / "index.html").resolve()
            assert goal.is_file(), (path, link.get("href"))
    assert [words(item) for item in banner.iter("li")] == [
        "Nhiệm vụ 1, Kế hoạch năm 2026 · Quý II/2026 Sở Nội vụ",
        "Nhiệm vụ 2, Kế hoạch năm 2026 Các sở, ban, ngành",
        "Kế hoạch năm 2026 · Quý II/2026 Văn bản, danh mục và phần khác",
        "Kỳ báo cáo Quý II/2026 Văn bản, danh mục và phần khác",
    ]


def files_of(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def changed(site: Path, address: str) -> list[tuple[str, str]]:
    """Marked figures of a page, each with the words behind it."""
    marks = page(site, address).xpath("//main//mark[@class='changed']")
    return [(words(mark), words(mark.getnext())) for mark in marks]


def test_changed_values_stand_beside_the_published_ones(served: Path) -> None:
    site = served / "served"
    reported = ("Hoàn thành (số liệu đến 30/06/2026)", "trước: Chưa có báo cáo")
    assert changed(site, "nhiem-vu/tp-2026/1") == [
        reported,
        ("Văn bản được viện dẫn", "trước: Chưa có văn bản chứng minh"),
        ("Hoàn thành, trễ 20 ngày", "trước: Đã đến hạn, chưa tới kỳ báo cáo"),
        ("20/04/2026", "(mới)"),
        ("Hoàn thành", "(mới)"),
        ("20/04/2026", "(mới)"),
    ]
    # In tables and in counts too.
    agency = changed(site, "co-quan/so-noi-vu")
    assert ("1 / 1", "trước: 0 / 1") in agency
    assert ("Hoàn thành, trễ 20 ngày", "trước: Đã đến hạn, chưa tới kỳ báo cáo") in agency
    title = ("Công bố, công khai thủ tục hành chính", "trước: Công bố thủ tục hành chính")
    assert title in changed(site, "co-quan/cac-so")
    assert changed(site, "nhiem-vu/xa-2026/i-1") == []
    cells = page(site, "nhiem-vu").xpath("//a[contains(@class, 'cell-changed')]")
    assert [cell.get("aria-label") for cell in cells] == [
        "Nhiệm vụ 1: Rà soát văn bản. Hoàn thành, trễ 20 ngày (khác bản đã công bố)",
    ]


def test_the_page_of_changes_lists_them_with_links(folder: Path) -> None:
    main = page(folder, "xem-truoc").xpath("//main")[0]
    rows = [[words(cell) for cell in row] for row in main.iter("tr")]
    assert rows[1] == [
        "Nhiệm vụ 1, Kế hoạch năm 2026 · Quý II/2026 mới", "Tình trạng",
        "không có", "Hoàn thành",
    ]  # fmt: skip
    assert rows[4][1:] == [
        "So với thời hạn", "Đã đến hạn, chưa tới kỳ báo cáo", "Trễ hạn · 20/04/2026",
    ]  # fmt: skip
    links = [a.get("href") for a in main.iter("a")]
    assert "../nhiem-vu/tp-2026/1/index.html" in links
    assert "../co-quan/so-noi-vu/index.html" in links
    for link in (link for link in links if not link.startswith("#")):
        assert (folder / "xem-truoc" / link.partition("#")[0]).resolve().is_file(), link


def test_a_preview_opens_from_the_disk(folder: Path, browser: Any) -> None:
    """An officer unpacks it and opens it: links lead to pages, not to folders."""
    tab = browser.new_page()
    tab.goto((folder / "index.html").as_uri())
    tab.get_by_role("link", name="Nhiệm vụ 1, Kế hoạch năm 2026").first.click()
    assert tab.locator("h1").inner_text().endswith("Rà soát văn bản")
    tab.get_by_role("link", name="Xem mọi thay đổi").click()
    assert tab.locator("h1").inner_text() == "Thay đổi so với bản đã công bố"
    tab.close()


def test_a_preview_is_not_for_search_engines(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        assert "noindex" in html.parse(str(path)).xpath("//meta[@name='robots']/@content"), path


def test_no_other_build_knows_of_it(served: Path) -> None:
    """What is published has no trace of a preview, whatever was built before it."""
    normal = files_of(served / "normal")
    assert not [path for path, data in normal.items() if b"preview-banner" in data or b"xem-truoc." in data]
    assert not (served / "normal" / "xem-truoc").exists()
    # The guide has a picture of one.
    guide = [Path("huong-dan/index.html")]
    assert [path for path, data in normal.items() if b'class="changed"' in data] == guide
    built = portal("build", "--root", served)
    assert built.exit_code == 0, built.output
    release = {path: data for path, data in files_of(served / "site").items() if path.suffix not in PACKED}
    del release[Path("SHA256SUMS")]
    assert release == normal


def test_published_data_that_cannot_be_read_any_more_are_not_compared_on_pages(
    root: Path, tmp_path: Path
) -> None:
    before = tmp_path / "before"
    shutil.copytree(root / "data", before / "data")
    (before / "data/areas.yaml").write_text("- {id: a, name: A, colour: red}\n", encoding="utf-8")
    made = load_preview(root, Options(), str(before))
    bodies = {page.url: page.body for page in made.site.pages}
    assert not [url for url, text in bodies.items() if 'class="changed"' in text and url != "xem-truoc/"]
    assert "nên các trang không được so và không có chỗ nào được tô" in bodies["xem-truoc/"]


def test_an_imported_result_names_its_cell(served: Path) -> None:
    [entry] = page(served / "normal", "nhiem-vu/tp-2026/1").xpath("//li[starts-with(@data-ref, 'result:')]")
    assert words(entry) == (
        "data/plans/tp-2026/results/2026-q2.yaml:3 · Nhập từ tệp so-noi-vu.xlsx, trang Nhiệm vụ, ô F9"
    )


def test_axe_finds_nothing_in_a_preview(folder: Path, visit: Visit) -> None:
    visitor = visit(folder)
    for address in ("xem-truoc/", "nhiem-vu/tp-2026/1/"):
        assert violations(settled(visitor.look(address))) == {}, address


def test_the_checker_finds_nothing_in_a_preview(folder: Path) -> None:
    pages = ("", "xem-truoc", "nhiem-vu/tp-2026/1", "nhiem-vu/tp-2026", "co-quan/so-noi-vu")
    assert messages(*(folder / name / "index.html" for name in pages)) == []
