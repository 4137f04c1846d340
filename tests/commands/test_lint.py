"""What lint finds in the real sources, each looked up in the documents, and that it stays neutral."""

from collections import Counter
from decimal import Decimal

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.commands.lint import lint
from generator.data.catalogue import Catalogue
from generator.measures.consistency import EXPLAINS, Finding, findings
from generator.model import wording
from generator.model.portal import Portal
from tests.paths import ROOT


@pytest.fixture(scope="module")
def found(real_portal: Portal) -> list[Finding]:
    return findings(real_portal)


def test_counts_of_the_real_data(found: list[Finding]) -> None:
    assert Counter(finding.code for finding in found) == {
        "sum-exceeds": 1,
        "sum-short": 1,
        "deadline-outside": 1,
        "targets-other-scope": 6,
        "without-upstream": 2,
    }


def test_sums_are_those_of_the_report(found: list[Finding], real_portal: Portal) -> None:
    """The report prints 129 units in all, and 208 by kind; 70,696.51 billion, and two items of 70,102.13."""
    values = {entry.record.key: entry.record.value for _, entry in real_portal.observations()}
    told = []
    for finding in (finding for finding in found if finding.code.startswith("sum")):
        total, *parts = (values[ref.partition(":")[2]] for ref in finding.about)
        params = dict(finding.params)
        assert total is not None
        assert params["total"] == wording.number(total)
        assert params["added"] == wording.number(sum((part for part in parts if part), Decimal(0)))
        assert finding.notes
        told.append((params["total"], params["added"]))
    assert told == [("129", "208"), ("70.696,51", "70.102,13")]
    text = (ROOT / "data/texts/205-bc-ubnd-2025.txt").read_text(encoding="utf-8")
    assert "129" in text


def test_a_deadline_before_the_plan_begins_is_the_city_plans_first(found: list[Finding]) -> None:
    """Task 1.1 is the plan itself, due in December 2025: before the year it is for."""
    (finding,) = (finding for finding in found if finding.code == "deadline-outside")
    assert finding.about == ("task:tp-2026/1.1",)


def test_a_note_explains_only_its_own_kind(found: list[Finding], real_portal: Portal) -> None:
    kinds = {note.record.id: note.record.kind for note in real_portal.notes}
    for finding in found:
        assert {kinds[note] for note in finding.notes} <= EXPLAINS[finding.code]


def test_every_kind_has_its_sentence() -> None:
    catalogue = Catalogue.load("vi")
    assert [code for code in EXPLAINS if f"lint.{code}" not in catalogue] == []


def test_command(found: list[Finding]) -> None:
    result = CliRunner().invoke(lint, ["--root", str(ROOT)])
    assert result.exit_code == 0
    *lines, total = result.stdout.splitlines()
    prints = [line for line in lines if "lỗi in" in line]
    assert (len(lines) - len(prints), len(prints)) == (len(found), 9)
    explained = sum(1 for finding in found if finding.notes)
    assert total.startswith(f"{len(found)} điểm phát hiện được, {explained} đã có ghi chú giải thích")
    assert CliRunner().invoke(main, ["lint", "--strict", "--root", str(ROOT)]).exit_code == 1
