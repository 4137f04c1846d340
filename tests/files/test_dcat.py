"""The catalogue for portals of open data: addresses in full or relative, nothing made up."""

from datetime import date
from typing import Any

import pytest

from generator.data.catalogue import Catalogue
from generator.files.dcat import catalogue
from generator.measures.metrics import Measured
from tests.portals import portal_of

PORTAL = "data/portal.yaml"
WORDS = {lang: Catalogue.load(lang) for lang in ("vi", "en")}


def described(changes: dict[str, str], site_url: str = "") -> dict[str, Any]:
    measured = Measured(portal_of({PORTAL: changes}), date(2026, 6, 30))
    return catalogue(measured, site_url, ["tasks", "agencies"], WORDS)


@pytest.mark.parametrize(
    ("site_url", "base", "api"),
    [
        ("", "", "../api/v1/"),
        (
            "https://example.org/cong/",
            "https://example.org/cong/du-lieu/",
            "https://example.org/cong/api/v1/",
        ),
    ],
)
def test_addresses(site_url: str, base: str, api: str) -> None:
    found = described({}, site_url)
    tasks, agencies, whole = found["dcat:dataset"]
    assert [node["@id"] for node in (tasks, agencies, whole)] == [
        f"{base}#tasks",
        f"{base}#agencies",
        f"{base}#tat-ca",
    ]
    assert [file["dcat:downloadURL"]["@id"] for file in tasks["dcat:distribution"]] == [
        f"{base}tasks.csv", f"{base}tasks.json", f"{base}tasks.xlsx",
    ]  # fmt: skip
    assert found["dcat:service"][0]["dcat:endpointURL"] == {"@id": api}


def test_what_is_supplied_is_said_of_every_dataset() -> None:
    for node in described({})["dcat:dataset"]:
        assert node["dct:license"] == "CC BY 4.0"
        assert node["dct:publisher"]["foaf:name"] == "Sở Nội vụ"
        assert node["dct:accrualPeriodicity"]["@id"].endswith("/QUARTERLY")
        assert node["dct:temporal"]["dcat:endDate"]["@value"] == "2026-12-31"
        assert {file.get("dct:license") for file in node["dcat:distribution"]} == {"CC BY 4.0"}


def test_what_nobody_supplied_is_left_out() -> None:
    gone = (
        "publisher: Sở Nội vụ\n",
        "licence: CC BY 4.0\ncontact: Sở Nội vụ\n",
        "update_frequency: quarterly\n",
    )
    for node in described(dict.fromkeys(gone, ""))["dcat:dataset"]:
        assert (
            not {"dct:license", "dct:publisher", "dcat:contactPoint", "dct:accrualPeriodicity"} & node.keys()
        )


def test_words_are_in_both_languages() -> None:
    title = described({})["dcat:dataset"][0]["dct:title"]
    assert [text["@language"] for text in title] == ["vi", "en"]
    assert title[0]["@value"] != title[1]["@value"]
