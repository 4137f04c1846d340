"""Every count on every page, made again from the published CSV files alone by the methodology's rules."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from generator.build.pipeline import Options, build
from tests.known import DAYS as DAYS_OF_EVERYTHING
from tests.known import everything
from tests.recount import RULES
from tests.recount_words import faults

DAYS = ("2026-01-20", "2026-04-01", "2026-07-10", "2026-12-31")

PAGE = (
    "<html><body><main><p>{}</p><ol><li id='nguon-1' data-ref='table:tasks'></li></ol></main></body></html>"
)

WORDS = (
    "<html><head><meta charset='utf-8'></head><body><main>"
    "<data value='{}' data-kind='value' aria-details='nguon-1'>{}</data>"
    "<ol><li id='nguon-1' data-ref='{}'></li></ol></main></body></html>"
)


@pytest.mark.parametrize("site", ["real_site", "sample_site"])
def test_every_count_is_that_of_the_published_files(request: pytest.FixtureRequest, site: str) -> None:
    assert faults(request.getfixturevalue(site)) == []


@pytest.mark.city
@pytest.mark.parametrize("day", DAYS)
def test_also_on_other_days(own_root: Path, day: str) -> None:
    assert faults(built_on(own_root, day)) == []


@pytest.mark.city
@pytest.mark.parametrize("day", DAYS)
def test_also_of_the_sample_on_other_days(sample_root: Path, tmp_path: Path, day: str) -> None:
    root = tmp_path / "root"
    shutil.copytree(sample_root, root, ignore=shutil.ignore_patterns("site", "build"))
    assert faults(built_on(root, day)) == []


# An early closing, corrections, a later form, events: before and after them
@pytest.mark.city
@pytest.mark.parametrize("day", ["closed", "corrected again", "all"])
def test_also_of_a_root_with_everything_that_has_a_day(minimal_root: Path, day: str) -> None:
    for path, data in everything().items():
        (minimal_root / path).parent.mkdir(parents=True, exist_ok=True)
        (minimal_root / path).write_bytes(data)
    assert faults(built_on(minimal_root, DAYS_OF_EVERYTHING[day].isoformat())) == []


def built_on(root: Path, day: str) -> Path:
    build(root, Options(as_of=date.fromisoformat(day)))
    return (root / "site").resolve()


@pytest.mark.city
def test_also_of_pages_of_the_whole_city(city_site: Path) -> None:
    """Each count reads tables of thousands of rows: one page in fifty is counted again."""
    assert faults(city_site, step=50) == []


def test_the_methodology_page_prints_every_rule(real_site: Path) -> None:
    tree = html.parse(real_site / "phuong-phap/index.html")
    printed = {str(found) for found in tree.xpath("//div/@id") if str(found).startswith("count-")}
    assert printed == {*RULES, "count-rows"}


def test_anchors_of_reworded_rules_and_headings_keep_leading_there(real_site: Path) -> None:
    kept = {
        "phuong-phap": ("count-on_time", "count-late", "count-done_undated", "ban-phuc-hoi-va-chu-chua-chac"),
        "huong-dan": ("ban-bien-tap-tung-buoc-tren-may-cua-minh", "ban-bien-tap-khong-dung-dong-lenh"),
    }
    for page, anchors in kept.items():
        tree = html.parse(real_site / page / "index.html")
        assert set(anchors) <= {str(found) for found in tree.xpath("//@id")}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A site with three tasks: one done of two due, none reported."""
    (tmp_path / "du-lieu").mkdir()
    (tmp_path / "du-lieu/datapackage.json").write_text('{"asOf": "2026-07-01"}', encoding="utf-8")
    (tmp_path / "du-lieu/plans.csv").write_text("id,scope\na,city\n", encoding="utf-8-sig")
    (tmp_path / "du-lieu/tasks.csv").write_text(
        "plan,number,lead,counted_as,rate_day,reported\n"
        "a,1,x;y,done,2026-03-31,none\na,2,y,due,2026-06-30,none\na,3,,not_due,2026-07-01,none\n",
        encoding="utf-8-sig",
    )
    return tmp_path


@pytest.mark.parametrize(
    ("value", "rule", "of", "fault"),
    [
        ("1/2", "count-done-of-due", "tasks?plan=a", ""),
        ("1/3", "count-done-of-due", "tasks", "1/3 but 1/2"),
        ("0/3", "count-reported", "tasks", ""),
        ("2", "count-rows", "tasks?lead~y", ""),
        ("2", "count-rows", "tasks#lead", ""),
        ("1", "count-rows", "tasks?lead!~x,y", ""),
        ("3", "count-rows", "tasks?plan.scope=city", ""),
        ("0", "count-rows", "tasks?plan!=a", ""),
        ("2", "count-rows", "tasks?rate_day&lt;=2026-06-30", ""),
        ("2", "count-rows", "tasks?rate_day=2026-03-01..2026-06-30", ""),
        ("1", "count-rows", "tasks?lead|plan=a", ""),
        ("1/3", "count-rows", "tasks?lead=' data-out-of='tasks", ""),
        ("6", "count-rows", "tasks?plan=a$number", ""),
        ("1", "count-made-up", "tasks", "1 but nothing"),
        ("1", "count-due", "", "1 but nothing"),
    ],
)
def test_a_count_is_made_again(small: Path, value: str, rule: str, of: str, fault: str) -> None:
    figure = f"<data value='{value}' data-kind='count' data-rule='{rule}' data-of='{of}'>{value}</data>"
    (small / "index.html").write_text(PAGE.format(figure), encoding="utf-8")
    found = faults(small)
    assert len(found) == bool(fault)
    assert all(fault in each for each in found)


@pytest.mark.parametrize(
    ("figure", "fault"),
    [
        ("<data value='1'>", "undeclared '1'"),
        ("<data value='7 late' data-kind='words'>7 late", "undeclared '7 late'"),
        ("<data value='2026-03-31' data-kind='day'>31/04/2026", "2026-03-31 reads '31/04/2026'"),
        (
            "<data value='3' data-kind='count' data-rule='count-rows' data-of='tasks'>2 late",
            "3 reads '2 late'",
        ),
        ("<data value='3' data-kind='value' aria-details='nguon-1'>", "a count without scope '3'"),
        ("<a class='v' href='#nguon-1'><data value='3/4' data-kind='value'></a>", "a count without scope"),
    ],
)
def test_an_undeclared_figure_is_found(small: Path, figure: str, fault: str) -> None:
    (small / "index.html").write_text(PAGE.format(f"{figure}</data>"), encoding="utf-8")
    (found,) = faults(small)
    assert fault in found


@pytest.fixture
def worded(small: Path) -> Path:
    """A site whose task 1 is overdue by 12 days with 1 of 3 parts done, and met one of two due days.

    Agency ``x`` is overdue by 5 days; of the commune's three tasks two are linked to no task above.
    """
    tables = {
        "tasks": "plan,number,parent,implements,reported,evidenced,counted_as,original_schedule,"
        "original_days_late,days_late,days_silent,parts,parts_done\n"
        "a,1,,,none,none,overdue,late,40,12,,3,1\na,2,,b/1,none,none,due,,,,,1,0\na,3,,,none,none,due,,,,,1,0\n",
        "shares": "plan,number,agency,reported,evidenced,counted_as,cutoff,days_late,days_silent,parts,"
        "parts_done\na,1,x,in_progress,none,overdue,2026-06-08,5,,1,0\n",
        "results": "plan,task,agency,quarter,state,completed,cutoff\n"
        "a,1,x,2026-q1,done,2026-03-02,2026-03-08\n",
        "deadlines": "plan,number,due_day\na,1,2026-03-09\na,1,2026-06-09\na,1,2026-09-09\n",
        "observations": "key,value\nall,129\nfirst,110.5\nsecond,20\n",
        "notes": "code,details,about\n"
        "without-upstream,count=2;plan=Xã năm 2026;total=3,plan:a;task:a/1;task:a/3\n"
        '"sum-exceeds","added=130,5;count=2;label=Giao dịch;total=129",'
        "observation:all;observation:first;observation:second\n",
    }
    for name, text in tables.items():
        (small / f"du-lieu/{name}.csv").write_text(text, encoding="utf-8-sig")
    return small


@pytest.mark.parametrize(
    ("ref", "value", "right", "wrong"),
    [
        ("task:a/1", "overdue", "Quá hạn 12 ngày", "Quá hạn 13 ngày"),
        (
            "task:a/1",
            "overdue",
            "Quá hạn 12 ngày; hoàn thành 1/3 phần",
            "Quá hạn 5 ngày; hoàn thành 1/3 phần",
        ),
        ("task:a/1", "overdue", "Quá hạn 12 ngày", "Đã qua kỳ báo cáo 12 ngày"),
        (
            "task:a/1",
            "late",
            "so với thời hạn ban đầu (Quý I/2026): trễ 40 ngày",
            "so với thời hạn ban đầu (Quý I/2026): trễ 12 ngày",
        ),
        ("task:a/1", "overdue", "1/2 kỳ đã hoàn thành đúng kỳ", "1/3 kỳ đã hoàn thành đúng kỳ"),
        (
            "task:a/1",
            "in_progress",
            "Đang thực hiện (số liệu đến 08/06/2026)",
            "Đang thực hiện (số liệu đến 08/03/2026)",
        ),
        ("lint:without-upstream", "without-upstream", "Xã năm 2026: 2 trên 3", "Xã năm 2026: 2 trên 4"),
        ("lint:sum-exceeds", "sum-exceeds", "129; 2 phần cộng lại 130,5", "129; 2 phần cộng lại 130"),
    ],
)
def test_numbers_in_the_words_of_a_state_or_finding_are_compared(
    worded: Path, ref: str, value: str, right: str, wrong: str
) -> None:
    (worded / "index.html").write_text(WORDS.format(value, right, ref), encoding="utf-8")
    assert faults(worded) == []
    (worded / "index.html").write_text(WORDS.format(value, wrong, ref), encoding="utf-8")
    (found,) = faults(worded)
    assert "is in no row" in found


def test_a_finding_whose_row_is_added_up_wrongly_is_found(worded: Path) -> None:
    notes = worded / "du-lieu/notes.csv"
    notes.write_bytes(notes.read_bytes().replace(b"130,5", b"131,5"))
    page = WORDS.format("sum-exceeds", "129; 2 phần: 131,5", "lint:sum-exceeds")
    (worded / "index.html").write_text(page, encoding="utf-8")
    (found,) = faults(worded)
    assert "is in no row" in found


def test_the_counting_imports_nothing_of_the_package() -> None:
    for module in ("recount.py", "recount_words.py"):
        source = (Path(__file__).parents[1] / module).read_text(encoding="utf-8")
        assert "generator" not in source
