import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from unicodedata import normalize
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.data.check import check_root
from generator.data.nodes import to_plain
from generator.data.parser import parse_root, read_files
from generator.data.resolver import resolve
from generator.data.strict_yaml import load
from generator.measures.loader import load_measured
from generator.measures.metrics import Measured
from generator.measures.reported import Reported
from generator.measures.schedule import Schedule
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.model.slugs import slug_of_number
from generator.sample.invented import MARK, Entry, InventedDocuments, list_text, rows_text
from generator.sample.reporting import EACH_MANNER, Manner, manners
from generator.sample.writing import ALWAYS, Scale, communes_of, sample_files, write_sample
from tests.paths import ROOT

BANNER = "SỐ LIỆU MINH HỌA"

INVENTED = re.compile(r"SL-(TP|[0-9]{5})\.[0-9]{2,}/20[0-9]{2}/MINH-HOA")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def data_of(root: Path) -> dict[str, bytes]:
    """What generates a site: the root without what a build left in it."""
    return {path: data for path, data in tree(root).items() if not path.startswith(("build/", "site/"))}


def portal_of(real: Portal, scale: Scale) -> Portal:
    """The portal of a sample, without writing it."""
    files, _ = sample_files(real, scale)
    records, problems = parse_root({**real.sources, **files})
    portal, found = resolve(records)
    assert portal is not None, [p for p in problems + found if p.severity == "error"]
    return portal


@pytest.fixture(scope="module")
def sample(sample_root: Path) -> Measured:
    return load_measured(sample_root)[0]


# The same arguments give the same bytes ------------------------------------------------------------


def test_the_command_writes_the_same_bytes_in_any_process(sample_root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mau"
    command = [sys.executable, "-c", "from generator.cli import main; main()", "sample", "--root", str(ROOT)]
    command += ["--communes", "5", "--quarters", "2", "--seed", "1", str(folder)]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "5 xã có kế hoạch riêng" in done.stdout
    assert data_of(folder) == data_of(sample_root)


def test_another_seed_gives_other_results(real_portal: Portal) -> None:
    first, second = (sample_files(real_portal, Scale(1, 1, seed))[0] for seed in (1, 2))
    path = "data/plans/khuc-thua-du-2026/results/2026-q1.yaml"
    assert first[path] != second[path]


def test_one_more_commune_changes_nothing_in_the_others(real_portal: Portal) -> None:
    few, _ = sample_files(real_portal, Scale(6, 2, 1))
    more, _ = sample_files(real_portal, Scale(7, 2, 1))
    own = {path for path in few if path.startswith("data/plans/") and "/tp-2026/" not in path}
    assert {path for path in own if few[path] != more[path]} == set()


def test_refuses_a_folder_that_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "thu").write_text("x", encoding="utf-8")
    done = CliRunner().invoke(main, ["sample", "--root", str(ROOT), str(tmp_path)])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "không trống" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["thu"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--communes", "115"], "không đủ 115"),
        (["--communes", "0"], "--communes"),
        (["--quarters", "0"], "--quarters"),
    ],
)
def test_refuses_a_scale_that_cannot_be(tmp_path: Path, arguments: list[str], words: str) -> None:
    folder = tmp_path / "mau"
    done = CliRunner().invoke(main, ["sample", "--root", str(ROOT), *arguments, str(folder)])
    assert done.exit_code in {1, 2}
    assert words in done.stderr
    assert not folder.exists()


# What it holds is valid, and says what it should ---------------------------------------------------


@pytest.mark.parametrize("scale", [Scale(1, 1, 2), Scale(5, 2, 1), Scale(5, 2, 8), Scale(3, 7, 5)], ids=str)
def test_checks_without_an_error(real_portal: Portal, scale: Scale) -> None:
    files, written = sample_files(real_portal, scale)
    records, problems = parse_root({**real_portal.sources, **files})
    portal, found = resolve(records)
    assert [p for p in problems + found if p.severity == "error"] == []
    assert portal is not None
    assert portal.settings.sample
    assert portal.settings.as_of == scale.reported[-1].last_day
    assert written.communes == scale.communes
    assert written.tasks == sum(len(plan.printed_tasks) for plan in portal.plans.values())
    assert written.results == sum(len(q.results) for plan in portal.plans.values() for q in plan.quarters)


def test_communes_come_in_the_order_of_their_codes(real_portal: Portal, sample: Measured) -> None:
    ordered = [unit.id for unit in communes_of(real_portal)]
    assert ordered[0] == ALWAYS
    assert len(ordered) == 114
    assert [real_portal.agencies[i].record.code for i in ordered[1:]] == sorted(
        str(real_portal.agencies[i].record.code) for i in ordered[1:]
    )
    added = [plan for plan_id, plan in sample.portal.plans.items() if plan_id not in real_portal.plans]
    assert [plan.record.owner for plan in added] == ordered[:5]
    assert added[0].id == "khuc-thua-du-2026"


def test_every_state_occurs_in_the_small_sample(sample: Measured) -> None:
    standings = sample.standings.values()
    assert {s.facts.schedule for s in standings} == set(Schedule)
    assert {s.facts.reported for s in standings} == set(Reported)
    units = [facts for s in standings for facts in s.units.values()]
    assert {facts.schedule for facts in units} == set(Schedule)
    assert {facts.reported for facts in units} == set(Reported)
    assert any(s.partial for s in standings)
    kinds = {event.record.kind for plan in sample.portal.plans.values() for event in plan.events}
    assert kinds == {"occurred", "instructed", "postponed"}
    assert any(s.facts.original_schedule not in {None, s.facts.schedule} for s in standings)


def test_some_members_report_a_common_task_and_some_do_not(sample: Measured) -> None:
    standing = sample.standings["tp-2026/31"]
    told = {agency for agency, facts in standing.units.items() if facts.reported is not Reported.NONE}
    kinds = Counter(sample.portal.agencies[agency].record.kind for agency in told)
    assert 0 < kinds["commune"] < 5
    assert 0 < kinds["department"] < 10
    assert set(standing.units) - told


def test_some_communes_never_report_and_some_fall_silent(sample: Measured) -> None:
    quarters = {
        plan.record.owner: [q.quarter.id for q in plan.quarters]
        for plan in sample.portal.plans.values()
        if plan.id.endswith("-2026") and plan.record.scope == "commune" and plan.id != "phan-cong-xa-2026"
    }
    assert Counter(map(tuple, quarters.values())) == {
        ("2026-q1", "2026-q2"): 2,
        ("2026-q1",): 1,
        ("2026-q2",): 1,
        (): 1,
    }
    assert quarters[ALWAYS] == ["2026-q1", "2026-q2"]


@pytest.mark.parametrize("seed", range(5))
def test_manners_leave_no_city_all_silent(seed: int) -> None:
    dealt = manners(Random(seed), 40)  # noqa: S311
    assert dealt[0] is Manner.STEADY
    assert set(dealt[:5]) == set(EACH_MANNER)
    assert dealt.count(Manner.STEADY) > 20
    assert len(manners(Random(seed), 3)) == 3  # noqa: S311


def test_cutoffs_come_before_the_reports_are_due(sample: Measured) -> None:
    for plan in sample.portal.plans.values():
        for quarter in plan.quarters:
            assert quarter.record.cutoff.month == quarter.quarter.last_month
            assert quarter.record.cutoff.day < 10
            assert quarter.record.published is not None
            assert quarter.record.cutoff < quarter.record.published <= quarter.quarter.last_day


def test_quarters_never_contradict_one_another(real_portal: Portal) -> None:
    portal = portal_of(real_portal, Scale(4, 4, 3))
    for plan in portal.plans.values():
        told: dict[tuple[str | None, str], tuple[str, date | None]] = {}
        for quarter in plan.quarters:
            for record in (entry.record for entry in quarter.results if entry.record.task):
                task = plan.tasks[str(record.task)]
                if len(task.deadline.instances) != 1 and task.deadline.kind != "none":
                    continue
                key = (record.task, record.agency)
                state, completed = told.get(key, ("not-started", None))
                if state in {"done", "stopped", "merged"}:
                    assert (record.state, record.completed) == (state, completed), (plan.id, key)
                if state == "in-progress":
                    assert record.state != "not-started", (plan.id, key)
                told[key] = (record.state, record.completed)
        assert told or plan.id not in {"tp-2026", "khuc-thua-du-2026"}


def test_after_the_plans_period_only_what_is_left_is_reported(real_portal: Portal) -> None:
    portal = portal_of(real_portal, Scale(1, 6, 1))
    plan = portal.plans["khuc-thua-du-2026"]
    later = [q for q in plan.quarters if q.quarter > Quarter(2026, 4)]
    assert [q.quarter.id for q in later] == ["2027-q1", "2027-q2"]
    ended = {
        r.record.task
        for q in plan.quarters
        if q.quarter <= Quarter(2026, 4)
        for r in q.results
        if r.record.state in {"done", "stopped", "merged"}
    }
    lasting = {number for number, task in plan.tasks.items() if task.deadline.kind == "continuous"}
    left = {r.record.task for q in later for r in q.results if r.record.task}
    assert left
    assert left & (ended | lasting) == set()


def test_an_indicator_has_enough_figures_for_a_line(sample: Measured) -> None:
    figures = Counter(
        o.record.indicator
        for _, o in sample.portal.observations()
        if o.record.kind == "result" and o.record.value is not None
    )
    assert figures["ho-so-truc-tuyen"] >= 3
    assert figures["thanh-toan-truc-tuyen"] >= 3


def test_targets_have_values(sample: Measured) -> None:
    for plan_id in ("tp-2026", "khuc-thua-du-2026"):
        values = [
            r.record for q in sample.portal.plans[plan_id].quarters for r in q.results if r.record.target
        ]
        assert values
        assert all(r.value is not None and r.value_as_written and r.unit == "%" for r in values)
        assert all(0 <= r.value <= 100 for r in values if r.value is not None)


def test_notes_hold_what_people_type(sample: Measured) -> None:
    notes = {
        str(entry.record.note)
        for plan in sample.portal.plans.values()
        for quarter in plan.quarters
        for entry in quarter.results
    }
    typed = "".join(notes)
    assert all(character in typed for character in "=<>&\"'#@|\\{}`🚢–“”")


def test_words_suit_the_kind_of_unit(sample: Measured) -> None:
    plan = sample.portal.plans["thanh-dong-2026"]
    words = " ".join(task.record.title for task in plan.tasks.values())
    assert "UBND phường" in words
    assert re.search(r"\bxã\b(?! hội)", words) is None
    assert sample.portal.agencies["thanh-dong-cong-an"].record.name == "Công an phường"
    assert "khuc-thua-du-phong-kinh-te" in {
        task.record.lead[0] for task in sample.portal.plans["khuc-thua-du-2026"].tasks.values()
    }


# What is real stays real; what is invented says so -------------------------------------------------


def test_real_files_stay_byte_for_byte(sample_root: Path) -> None:
    real, made = read_files(ROOT), read_files(sample_root)
    changed = {path for path in real if made.get(path) != real[path]}
    assert changed <= {
        "data/agencies.yaml",
        "data/documents.yaml",
        "data/portal.yaml",
        "data/plans/tp-2026/events.yaml",
    }
    for path in changed - {"data/portal.yaml"}:
        assert made[path].startswith(real[path] + MARK.encode()), path
    assert {p for p in real if p.startswith("data/texts/")} == {
        p for p in made if p.startswith("data/texts/")
    }
    for name in ("content", "site_templates"):
        assert tree(sample_root / name) == tree(ROOT / name)
    assert (sample_root / "mkdocs.yml").read_bytes() == (ROOT / "mkdocs.yml").read_bytes()


def test_settings_change_only_what_a_sample_must(real_portal: Portal, sample: Measured) -> None:
    before, after = real_portal.settings, sample.portal.settings
    assert after.plans[: len(before.plans)] == before.plans
    assert after == before.model_copy(update={"plans": after.plans, "as_of": after.as_of, "sample": True})


def test_every_invented_file_begins_with_the_mark(sample_root: Path) -> None:
    real = read_files(ROOT)
    for path, data in read_files(sample_root).items():
        # Snapshots are tables of the site, whose first line names the columns.
        assert path in real or data.startswith(MARK.encode()) or "/snapshots/" in path, path
    assert BANNER in MARK


def test_nothing_invented_goes_without_a_mark(real_portal: Portal, sample: Measured) -> None:
    portal = sample.portal
    invented = {i for i in portal.documents if i not in real_portal.documents}
    for document in (portal.documents[i].record for i in invented):
        assert document.symbol is not None
        assert INVENTED.fullmatch(document.symbol)
        assert not document.held
        assert document.signer is None
        assert "văn bản minh họa" in str(document.title)
        assert "không có thật" in str(document.note)
    assert not any("MINH-HOA" in str(d.record.symbol) for d in real_portal.documents.values())
    for agency in (portal.agencies[i].record for i in portal.agencies if i not in real_portal.agencies):
        assert agency.source.document in invented
        assert "không có thật" in str(agency.note)
    for plan in portal.plans.values():
        if plan.id not in real_portal.plans:
            assert plan.record.document in invented
            assert "(minh họa)" in plan.record.title
            assert "(minh họa)" in plan.record.short_title
            assert "không có thật" in str(plan.record.note)
            sources = {task.record.source.document for task in plan.tasks.values()}
            sources |= {entry.record.source.document for entry in (*plan.sections, *plan.targets)}
            assert sources == {plan.record.document}
            assert {proof.record.document for proof in plan.proofs.values()} <= invented
        for event in plan.events:
            assert event.record.document in invented
        for result in (entry.record for quarter in plan.quarters for entry in quarter.results):
            assert result.reporting_document in invented
            assert set(result.evidence) <= invented
    for report, observation in portal.observations():
        if report.id not in real_portal.reports:
            assert report.id in invented
            assert "minh họa" in observation.record.label
            assert "không có thật" in str(observation.record.note)


def test_real_results_are_left_out(real_portal: Portal, tmp_path: Path) -> None:
    root = tmp_path / "goc"
    for path, data in real_portal.sources.items():
        goal = root / path
        goal.parent.mkdir(parents=True, exist_ok=True)
        goal.write_bytes(data)
    results = root / "data/plans/tp-2026/results/2026-q3.yaml"
    results.parent.mkdir()
    line = '{task: "9", agency: so-van-hoa-the-thao-va-du-lich, state: in-progress}'
    results.write_text(f"cutoff: 2026-09-05\nresults:\n  - {line}\n", encoding="utf-8")
    portal, problems = check_root(root)
    assert portal is not None, problems
    write_sample(root, tmp_path / "mau", portal, Scale(1, 1, 1))
    found = sorted(p.name for p in (tmp_path / "mau/data/plans/tp-2026/results").iterdir())
    assert found == ["2026-q1.yaml"]


def test_documents_are_numbered_as_they_are_made() -> None:
    documents = InventedDocuments("tp", "TP", "Ủy ban nhân dân thành phố")
    ids = [documents.add("Báo cáo", date(2026, 3, day), "Báo cáo") for day in (1, 2)]
    assert ids == ["minh-hoa-tp-2026-01", "minh-hoa-tp-2026-02"]
    assert [entry["symbol"] for entry in documents.entries] == [
        "SL-TP.01/2026/MINH-HOA",
        "SL-TP.02/2026/MINH-HOA",
    ]


TEXTS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40
).filter(str.strip)


@given(st.lists(st.dictionaries(st.sampled_from(["a", "b", "c"]), TEXTS, min_size=1), min_size=1, max_size=4))
def test_any_text_is_read_back_as_it_was(entries: list[dict[str, str]]) -> None:
    texts: list[Entry] = [{key: normalize("NFC", value) for key, value in entry.items()} for entry in entries]
    for write in (list_text, rows_text):
        node, problems = load("x.yaml", write(texts).encode())
        assert problems == []
        assert node is not None
        assert to_plain(node) == texts


# The site ------------------------------------------------------------------------------------------


def pages_of(site: Path) -> dict[str, str]:
    return {
        p.relative_to(site).as_posix(): p.read_text(encoding="utf-8")
        for p in sorted(site.resolve().rglob("*.html"))
    }


def assert_bannered(site: Path) -> None:
    without = [
        path
        for path, html in pages_of(site).items()
        if not (re.search('class="sample(-banner)?"', html) and BANNER in html)
    ]
    assert without == []


def assert_whole(site: Path, portal: Portal) -> None:
    """Every task and agency has its page."""
    tasks = {f"nhiem-vu/{t.plan_id}/{slug_of_number(t.number)}/index.html" for t in portal.tasks()}
    agencies = {f"co-quan/{agency_id}/index.html" for agency_id in portal.agencies}
    assert tasks | agencies <= set(pages_of(site))


def test_every_page_of_a_sample_is_bannered(sample_site: Path) -> None:
    assert_bannered(sample_site)


def test_no_page_of_the_real_site_is_bannered(real_site: Path) -> None:
    assert [
        path for path, html in pages_of(real_site).items() if "sample-banner" in html or BANNER in html
    ] == []


def test_every_task_and_agency_of_a_sample_has_its_page(sample_site: Path, sample: Measured) -> None:
    assert_whole(sample_site, sample.portal)


def test_a_site_is_served_under_a_sub_path_only(sample_site: Path, serve: Callable[[Path], str]) -> None:
    base = serve(sample_site)
    assert base.endswith("/cong/")
    # The host adds the slash, under the sub-path.
    with urlopen(f"{base}co-quan/so-noi-vu") as answer:  # noqa: S310 - our own server
        assert answer.url == f"{base}co-quan/so-noi-vu/"
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert BANNER in answer.read().decode()
    for address in (f"{base}khong-co/", base.replace("/cong/", "/co-quan/so-noi-vu/")):
        with pytest.raises(HTTPError) as raised:
            urlopen(address)  # noqa: S310
        assert raised.value.code == 404
        assert BANNER in raised.value.read().decode()


# The whole city ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def city(city_root: Path) -> Measured:
    measured, problems = load_measured(city_root)
    assert [p for p in problems if p.severity == "error"] == []
    return measured


@pytest.mark.city
def test_the_whole_city_is_counted(real_portal: Portal, city: Measured) -> None:
    plans = [plan for plan in city.portal.plans.values() if plan.id not in real_portal.plans]
    assert len(plans) == 114
    assert {plan.record.owner for plan in plans} == {unit.id for unit in communes_of(real_portal)}
    tasks = sum(len(plan.printed_tasks) for plan in city.portal.plans.values())
    assert 5900 <= tasks <= 6200
    # Six units each; Khúc Thừa Dụ already had four of its own.
    assert len(city.portal.agencies) == len(real_portal.agencies) + 114 * 6 - 4
    assert sum(len(q.results) for plan in city.portal.plans.values() for q in plan.quarters) > 20_000
    assert {s.facts.schedule for s in city.standings.values()} >= set(Schedule) - {
        Schedule.NOT_DUE,
        Schedule.DUE,
    }


@pytest.mark.city
def test_the_citys_headline_is_that_of_its_standings(city: Measured) -> None:
    plan = city.portal.plans[city.portal.settings.headline_plan]
    counts = city.counts(plan.printed_tasks)
    assert counts.total == 59
    assert sum(counts.by_place.values()) == 59
    assert 0 < counts.done_of_due < counts.due < 59


@pytest.mark.city
def test_every_page_of_the_city_is_there_and_bannered(city_site: Path, city: Measured) -> None:
    assert_whole(city_site, city.portal)
    assert_bannered(city_site)
