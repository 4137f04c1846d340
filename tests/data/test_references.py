"""Registers by id, and references into them: each mistake told once, with the nearest id that there is."""

import pytest

from generator.data.references import References
from generator.model import records
from generator.model.portal import Located
from generator.model.scalars import AgencyId, DocumentId, Id
from generator.model.slugs import slug_of_number
from tests.portals import AGENCIES, references_of, told

SOURCE = "  source: {document: ke-hoach-2026, at: Phụ lục}\n"


def near(refs: References) -> list[str]:
    return [dict(problem.params).get("near", "") for problem in refs.problems]


def test_ids_come_in_the_order_of_the_file() -> None:
    assert list(references_of().areas) == ["the-che", "thu-tuc-hanh-chinh"]


def test_an_id_given_twice_is_left_out_and_names_the_first() -> None:
    refs = references_of({AGENCIES: "- id: so-y-te\n  name: Sở khác\n  kind: department\n" + SOURCE})
    assert told(refs.problems) == [("7.id", "duplicate-id")]
    assert dict(refs.problems[0].params)["first"] == "data/agencies.yaml:15"
    assert refs.agencies["so-y-te"].record.name == "Sở Y tế"


def test_entries_that_only_letter_case_tells_apart_are_a_mistake() -> None:
    refs = references_of({"data/glossary.yaml": "- term: tthc\n  full: việc khác\n  explanation: Việc.\n"})
    assert told(refs.problems) == [("2.term", "similar-id")]


def test_numbers_that_name_one_page_are_a_mistake() -> None:
    refs = references_of(
        {
            "data/plans/tp-2026/tasks.yaml": (
                f'- number: "I.1"\n  title: Một\n{SOURCE}  text: verified\n'
                f'- number: "i.1"\n  title: Hai\n{SOURCE}  text: verified\n'
            )
        }
    )
    tasks = refs.root.plans["tp-2026"].lists["tasks"]
    assert list(refs.unique(tasks, "number", slug_of_number)) == ["1", "2", "I.1"]
    assert told(refs.problems) == [("4.number", "similar-id")]


@pytest.mark.parametrize(
    ("typed", "known", "nearest"),
    [
        ("so-y-te", True, ""),
        ("so-y-tế", False, "so-y-te"),
        ("so-noi-vo", False, "so-noi-vu"),
        ("bo-cong-an", False, ""),
    ],
)
def test_an_unknown_agency_comes_with_the_nearest_one(typed: str, nearest: str, *, known: bool) -> None:
    refs = references_of()
    entry = refs.agencies["so-tai-chinh"]
    assert refs.known("agencies", typed, entry, ("parent",)) == known
    assert told(refs.problems) == ([] if known else [("3.parent", "unknown-agency")])
    assert near(refs) == ([] if known else [nearest])


def test_what_was_rejected_already_is_not_also_unknown() -> None:
    refs = references_of({AGENCIES: {"kind: commune": "kind: planet"}})
    assert "xa-minh-hoa" not in refs.agencies
    assert refs.known("agencies", "xa-minh-hoa", refs.agencies["so-y-te"], ("parent",))
    assert refs.problems == []


def test_an_agency_listed_twice_is_told_at_its_place() -> None:
    refs = references_of({AGENCIES: {"[so-noi-vu, so-tai-chinh]": "[so-noi-vu, so-y-te, so-noi-vu]"}})
    refs.listed_agencies(refs.agencies["cac-so"], "members")
    assert told(refs.problems) == [("5.members.3", "repeated-value")]
    assert (refs.problems[0].line, refs.problems[0].column) == (23, 33)


def test_a_source_in_another_document_than_the_plans_is_told() -> None:
    refs = references_of()
    area = refs.areas["the-che"]
    refs.source(area, "ke-hoach-2026")
    refs.source(area, "bao-cao-2026")
    assert told(refs.problems) == [("1.source.document", "source-of-other-document")]


class Paid(records.Record):
    """A made-up record whose fields refer to registers by their types alone."""

    payer: AgencyId
    partner: AgencyId | None = None
    proofs: tuple[DocumentId, ...] = ()
    key: Id = "khong-tra-cuu"


def test_fields_are_checked_by_what_their_type_refers_to() -> None:
    refs = references_of()
    paid = Paid(payer="so-y-tee", partner="so-noi-vu", proofs=("ke-hoach-2026", "ke-hoach-2027"))
    refs.by_type(Located(paid, "data/agencies.yaml:1", "paid:1"))
    assert told(refs.problems) == [("payer", "unknown-agency"), ("proofs.2", "unknown-document")]
    assert near(refs) == ["so-y-te", "ke-hoach-2026"]
