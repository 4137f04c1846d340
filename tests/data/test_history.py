"""History of the data, read from real repositories: past values, days, reasons; nothing without one."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import html

from generator.build.pipeline import Options, compose
from generator.cli import main
from generator.data.catalogue import Catalogue
from generator.data.check import check_root
from generator.data.corrections import correct
from generator.data.gitlog import read_history
from generator.data.history import NO_HISTORY, History
from generator.data.parser import read_files
from generator.measures.metrics import Measured
from generator.model.quarter import Quarter
from generator.view.presentation import Presentation
from tests.paths import MINIMAL, ROOT
from tests.repositories import FIRST_MOMENT, commit, git, rewrite

RESULTS = "data/plans/tp-2026/results/2026-q1.yaml"
TASKS = "data/plans/tp-2026/tasks.yaml"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The minimal root under git: a wording mended, a quarter reported, a result put right on a branch."""
    root = tmp_path_factory.mktemp("repository") / "cổng"
    shutil.copytree(MINIMAL, root)
    git(root, "init", "-q")
    commit(root, "data: hai kế hoạch", 0)
    rewrite(root, TASKS, "title: Rà soát văn bản", "title: Rà soát văn bản quy phạm pháp luật")
    rewrite(root, TASKS, "lead: [so-noi-vu]", "lead: [so-noi-vu, so-y-te]")
    commit(root, "data: sửa nhiệm vụ 1 theo bản gốc\n\nBản quét mờ ở dòng 1.", 1)
    (root / RESULTS).parent.mkdir()
    (root / RESULTS).write_text(
        "cutoff: 2026-03-09\nresults:\n"
        '  - {task: "1", agency: so-noi-vu, state: in-progress}\n'
        '  - {target: a, measure: hai-long, agency: so-noi-vu, state: in-progress, value: "89.5"}\n',
        encoding="utf-8",
    )
    (root / "README.md").write_text("x", encoding="utf-8")
    commit(root, "data: kết quả quý I", 2)
    git(root, "checkout", "-q", "-b", "sua")
    rewrite(root, RESULTS, '"89.5"', '"89.4"')
    commit(root, "wip", 3)
    git(root, "checkout", "-q", "main")
    git(
        root,
        "merge",
        "-q",
        "--no-ff",
        "-m",
        "data: đính chính mức hài lòng",
        "sua",
        moment=FIRST_MOMENT + 4 * 86_400,
    )
    return root


def told(history: History, ref: str) -> list[tuple[str, ...]]:
    return [
        (c.commit.day.isoformat(), c.commit.subject, c.report, c.field, c.before or "", c.after or "", c.kind)
        for c in history.of.get(ref, ())
    ]


def test_every_past_value_with_day_and_reason(repository: Path) -> None:
    history = read_history(repository)
    assert (history.depth, history.dirty) == ("full", False)
    assert history.head == git(repository, "rev-parse", "HEAD").strip()
    reason, short = "data: sửa nhiệm vụ 1 theo bản gốc", "Rà soát văn bản"
    assert told(history, "task:tp-2026/1") == [
        ("2026-04-02", reason, "", "title", short, f"{short} quy phạm pháp luật", "correction"),
        ("2026-04-02", reason, "", "lead", "so-noi-vu", "so-noi-vu; so-y-te", "correction"),
    ]
    mended = "data: đính chính mức hài lòng"
    # A merge is one change of the main line, told once, with the merge's own reason.
    assert told(history, "target:tp-2026/a") == [
        ("2026-04-05", mended, "2026-q1/so-noi-vu/hai-long", "value", "89.5", "89.4", "correction"),
    ]
    assert history.first is not None
    assert history.first["task:tp-2026/2"].day == date(2026, 4, 1)
    assert [c.subject for c in history.commits] == [
        "data: hai kế hoạch",
        reason,
        "data: kết quả quý I",
        "data: đính chính mức hài lòng",
    ]


def test_reports_of_a_quarter_are_updates_not_corrections(repository: Path) -> None:
    added = repository.parent / "added"
    git(repository.parent, "clone", "-q", str(repository), str(added))
    rewrite(added, RESULTS, "results:\n", 'results:\n  - {task: "2", agency: so-tai-chinh, state: done}\n')
    commit(added, "data: Sở Tài chính báo cáo", 6)
    (update,) = read_history(added).of["task:tp-2026/2"]
    assert (update.kind, update.report, update.field, update.after) == (
        "update",
        "2026-q1/so-tai-chinh",
        "",
        "done",
    )


@pytest.mark.parametrize(
    ("day", "commits", "changes", "tasks"),
    [
        (date(2026, 3, 31), 0, 0, 0),
        (date(2026, 4, 1), 1, 0, 3),
        (date(2026, 4, 4), 3, 2, 3),
        (date(2026, 4, 5), 4, 3, 3),
    ],
)
def test_entries_of_the_log_are_known_from_their_day(
    repository: Path, day: date, commits: int, changes: int, tasks: int
) -> None:
    whole = read_history(repository)
    known = whole.up_to(day)
    assert (len(known.commits), len(known.changes)) == (commits, changes)
    assert sum(1 for ref in known.first or {} if ref.startswith("task:")) == tasks
    # The commit that the site is built from is named whatever the day.
    assert (known.head, known.depth) == (whole.head, "full")
    portal, _ = check_root(repository)
    assert portal is not None
    shown = Presentation.of(Measured(portal, day), Catalogue.load("vi"), history=whole).history
    assert shown.commits == known.commits


EVENTS = "data/plans/tp-2026/events.yaml"
EVENT = '- {{task: "1", kind: postponed, deadline: {}, document: bao-cao-2026}}\n'


@pytest.fixture(scope="module")
def postponed(repository: Path) -> Path:
    """A clone in which the deadline of task 1 was moved twice, then not any more."""
    root = repository.parent / "postponed"
    git(repository.parent, "clone", "-q", str(repository), str(root))
    occurred = '- {task: "2", kind: occurred, date: 2026-04-01, document: bao-cao-2026}\n'
    for day, events in (
        (7, EVENT.format("Quý II/2026")),
        (8, EVENT.format("Quý II/2026") + EVENT.format("Quý III/2026")),
        (9, ""),
    ):
        (root / EVENTS).write_text(f"{events}{occurred}", encoding="utf-8")
        commit(root, f"data: lùi thời hạn {day}", day)
    return root


def test_a_postponement_is_a_past_value_of_the_task(postponed: Path) -> None:
    history = read_history(postponed)
    moved = [c for c in history.changes if c.kind == "postponement"]
    assert [(c.ref, c.report, c.field, c.before, c.after) for c in moved] == [
        ("task:tp-2026/1", "", "deadline", "Quý I/2026", "Quý II/2026"),
        ("task:tp-2026/1", "", "deadline", "Quý II/2026", "Quý III/2026"),
        ("task:tp-2026/1", "", "deadline", "Quý III/2026", "Quý I/2026"),
    ]
    assert {c.path for c in moved} == {EVENTS}


def test_a_task_that_comes_with_its_postponement_has_no_past(tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(MINIMAL, root)
    (root / EVENTS).write_text(EVENT.format("Quý II/2026"), encoding="utf-8")
    git(root, "init", "-q")
    commit(root, "data: hai kế hoạch", 0)
    assert read_history(root).changes == ()


def test_pages_tell_a_postponement_apart_from_corrections(postponed: Path) -> None:
    (postponed / EVENTS).write_text(EVENT.format("Quý II/2026"), encoding="utf-8")
    history = read_history(postponed)
    bodies = {page.url: page.body for page in compose(postponed, Options(history_of=postponed)).site.pages}
    task = bodies["nhiem-vu/tp-2026/1/"]
    assert "Thời hạn, đổi theo văn bản" in task
    assert "đến nay chưa sửa" not in task
    short = history.commits[-1].short
    assert "Thời hạn, đổi theo văn bản" in bodies[f"nhat-ky/{short}/"]
    tree: Any = html.fromstring(bodies["nhat-ky/"])
    (row,) = tree.xpath(f"//tr[.//a[contains(@href, '{short}')]]")
    words = " ".join(row.text_content().split())
    assert "1 thời hạn điều chỉnh theo văn bản" in words
    assert "giá trị sửa" not in words


def test_pages_tell_it(repository: Path) -> None:
    history = read_history(repository)
    site = compose(repository, Options(history_of=repository)).site
    bodies = {page.url: page.body for page in site.pages}
    task = bodies["nhiem-vu/tp-2026/1/"]
    assert "Rà soát văn bản quy phạm pháp luật" in task
    assert "Bản quét mờ ở dòng 1." in task
    assert "Có trong dữ liệu từ ngày 01/04/2026; mọi giá trị cũ ở dưới." in task
    assert "đến nay chưa sửa" in bodies["nhiem-vu/xa-2026/i-1/"]
    short = history.commits[1].short
    assert f'href="{short}/"' in bodies["nhat-ky/"]
    assert "Ủy ban nhân dân" not in bodies[f"nhat-ky/{short}/"]
    assert "Sở Nội vụ; Sở Y tế" in bodies[f"nhat-ky/{short}/"]
    assert "89.5" in bodies["chi-tieu/tp-2026/"]


def test_without_git_nothing_is_claimed() -> None:
    site = compose(MINIMAL).site
    bodies = {page.url: page.body for page in site.pages}
    assert "không kèm lịch sử git" in bodies["nhat-ky/"]
    assert "không kèm lịch sử git" in bodies["nhiem-vu/tp-2026/1/"]
    assert not [url for url in bodies if url.startswith("nhat-ky/") and url != "nhat-ky/"]


def test_a_folder_outside_any_repository_has_no_history(tmp_path: Path) -> None:
    shutil.copytree(MINIMAL, tmp_path / "root")
    assert read_history(tmp_path / "root") == NO_HISTORY


def test_a_shallow_clone_is_built_and_says_what_it_lacks(repository: Path, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), str(shallow))
    assert read_history(shallow).depth == "shallow"
    built = compose(shallow, Options(history_of=shallow))
    assert [(told.path, told.severity, told.code) for told in built.warnings] == [
        (".git", "warning", "history-shallow")
    ]
    bodies = {page.url: page.body for page in built.site.pages}
    assert "chỉ có phần cuối của lịch sử git" in bodies["nhat-ky/"]
    assert "chỉ có phần cuối của lịch sử git" in bodies["nhiem-vu/tp-2026/1/"]


@pytest.mark.parametrize("command", [["build"], ["export", "out"], ["preview", "out"], ["diff"], ["check"]])
def test_commands_go_on_without_a_repository_that_git_cannot_read(
    command: list[str], minimal_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(minimal_root)
    Path(".git").write_text("gitdir: /không/có\n")
    result = CliRunner().invoke(main, command)
    assert "/không/có" in result.stderr
    # What compares with the history has nothing to compare with.
    assert result.exit_code == (1 if command[0] in {"preview", "diff"} else 0)
    if command == ["build"]:
        assert "không đọc được lịch sử git" in Path("site/nhat-ky/index.html").read_text(encoding="utf-8")
    assert not any("/không/có" in file.read_text(encoding="utf-8") for file in Path().glob("site/**/*.html"))


def test_history_is_a_function_of_the_commits(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another clone, elsewhere, later, in another zone and under another's configuration: the same pages."""
    other = tmp_path / "bản khác"
    git(tmp_path, "clone", "-q", str(repository), str(other))
    (tmp_path / "config").write_text(
        "[log]\n\tdate = relative\n\tshowSignature = true\n[diff]\n\trenames = copies\n"
    )
    one = compose(repository, Options(history_of=repository)).site
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    again = compose(other, Options(history_of=other)).site
    assert one.pages == again.pages
    assert one.files == again.files


def test_the_real_history_is_told_as_it_is() -> None:
    """Each change with its reason; an update only of a result that a quarter's file reports."""
    history = read_history(ROOT)
    if history.depth != "full":
        pytest.skip("the tests run from a copy without the repository")
    assert history.changes
    assert {change.kind for change in history.changes} <= {"correction", "update"}
    for change in history.changes:
        assert change.before != change.after
        if change.kind == "update":
            assert (change.before, bool(change.report)) == (None, True), change
    assert all(commit.subject for commit in history.commits)


@pytest.fixture
def closed(repository: Path, tmp_path: Path) -> Path:
    """A clone in which a quarter is closed and committed."""
    root = tmp_path / "closed"
    git(tmp_path, "clone", "-q", str(repository), str(root))
    for what, day in (("open", "2026-03-01"), ("close", "2026-04-20")):
        assert portal("quarter", what, "2026-q1", "--as-of", day, root=root).exit_code == 0
    commit(root, "data: khóa quý I", 20)
    assert portal("check", root=root).exit_code == 0
    return root


def portal(*arguments: str, root: Path) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(root)])


def test_ci_refuses_a_changed_value_of_a_closed_quarter(closed: Path) -> None:
    rewrite(closed, RESULTS, '"89.4"', '"95.4"')
    commit(closed, "data: sửa", 21)
    refused = portal("check", root=closed)
    assert refused.exit_code == 1
    assert refused.stderr.splitlines()[0].startswith(f"{RESULTS}:4:")
    assert "89.4" in refused.stderr
    assert portal("build", root=closed).exit_code == 1
    assert not (closed / "site").exists()


def test_ci_refuses_a_quarter_closed_anew_with_other_values(closed: Path) -> None:
    """Value, hash and snapshot written anew together go with one another; the commits before do not."""
    rewrite(closed, RESULTS, '"89.4"', '"95.4"')
    (closed / "data/quarters/2026-q1.yaml").unlink()
    shutil.rmtree(closed / "data/snapshots/2026-q1")
    for what, day in (("open", "2026-03-01"), ("close", "2026-04-20")):
        assert portal("quarter", what, "2026-q1", "--as-of", day, root=closed).exit_code == 0
    commit(closed, "data: khóa lại", 21)
    refused = portal("check", root=closed)
    assert refused.exit_code == 1
    assert refused.stderr.splitlines()[0].startswith(
        "data/quarters/2026-q1.yaml:1:1: hash: kỳ 2026-q1 đã khóa trong lịch sử kho (bản "
    )
    git(closed, "rm", "-q", "-r", "data/quarters", "data/snapshots")
    commit(closed, "data: mở lại", 22)
    assert "2026-q1.yaml:1:1: closed: kỳ 2026-q1 đã khóa" in portal("check", root=closed).stderr


def test_a_correction_with_its_reason_passes(closed: Path) -> None:
    before = read_files(closed)
    rewrite(closed, RESULTS, '"89.4"', '"89.5"')
    record = correct(before, read_files(closed), Quarter(2026, 1), "Nhập nhầm", date(2026, 5, 1))
    assert record is not None
    (closed / "data/quarters/2026-q1.yaml").write_bytes(record)
    commit(closed, "data: đính chính", 31)
    assert portal("check", root=closed).exit_code == 0
    # The reason may not be taken back afterwards.
    rewrite(closed, "data/quarters/2026-q1.yaml", "Nhập nhầm", "Lý do khác")
    assert "corrections: kỳ 2026-q1 đã khóa" in portal("check", root=closed).stderr
