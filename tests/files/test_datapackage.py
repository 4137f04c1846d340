"""The data package says what is supplied and leaves out what nobody has supplied."""

from datetime import date
from typing import Any

import pytest

from generator.data.catalogue import Catalogue
from generator.files.datapackage import package, period
from generator.measures.metrics import Measured
from tests.portals import portal_of

PORTAL = "data/portal.yaml"
WORDS = {lang: Catalogue.load(lang) for lang in ("vi", "en")}


def described(changes: dict[str, str], site_url: str = "") -> dict[str, Any]:
    return package(Measured(portal_of({PORTAL: changes}), date(2026, 6, 30)), site_url, WORDS)


def test_the_day_and_the_held_documents() -> None:
    found = described({})
    assert (found["version"], found["created"]) == ("2026-06-30", "2026-06-30T00:00:00+07:00")
    assert found["sample"] is True
    assert "homepage" not in found
    assert [source["title"] for source in found["sources"]] == [
        "Kế hoạch 1/KH-UBND Cải cách hành chính năm 2026",
        "Kế hoạch Cải cách hành chính năm 2026 của xã Minh Họa",
        "Báo cáo 2/BC-UBND",
    ]
    assert described({}, "https://example.org/")["homepage"] == "https://example.org/"


@pytest.mark.parametrize(
    ("line", "licence"),
    [
        ("licence: CC-BY-4.0", {"licenses": [{"title": "CC-BY-4.0", "name": "CC-BY-4.0"}]}),
        ("licence: CC BY 4.0", {"licenseText": "CC BY 4.0"}),
        (
            "licence: CC BY 4.0\nlicence_url: https://example.org/by",
            {"licenses": [{"title": "CC BY 4.0", "path": "https://example.org/by"}]},
        ),
    ],
)
def test_a_licence_as_the_profile_asks_for_it(line: str, licence: dict[str, Any]) -> None:
    found = described({"licence: CC BY 4.0": line})
    assert {name: found[name] for name in ("licenses", "licenseText") if name in found} == licence


def test_what_nobody_supplied_is_left_out() -> None:
    found = described({"licence: CC BY 4.0\ncontact: Sở Nội vụ\n": "", "publisher: Sở Nội vụ\n": ""})
    assert not {"licenses", "licenseText", "contributors"} & found.keys()


def test_a_contact_is_an_address_or_a_name() -> None:
    people = described({"contact: Sở Nội vụ": "contact: cchc@example.org"})["contributors"]
    assert people == [
        {"title": "Sở Nội vụ", "roles": ["publisher"]},
        {"email": "cchc@example.org", "roles": ["contact"]},
    ]


def test_tables_name_their_keys_and_the_tables_they_lead_to() -> None:
    tables = {table["name"]: table["schema"] for table in described({})["resources"]}
    assert tables["tasks"]["primaryKey"] == ["plan", "number"]
    leads = {
        (name, *key["fields"], key["reference"]["resource"])
        for name, schema in tables.items()
        for key in schema.get("foreignKeys", ())
    }
    assert ("results", "agency", "agencies") in leads
    for _, column, table in leads:
        assert column
        assert table in tables


def test_the_period_spans_all_plans() -> None:
    measured = Measured(portal_of(), date(2026, 6, 30))
    assert period(measured) == (date(2026, 1, 1), date(2026, 12, 31))
