"""Communes: their plans by owner, the order of the register, the map with a tile for each."""

import pytest

from generator.pages.agencies import communes
from tests.portals import AGENCIES, presentation_of

SECOND = (
    '- {id: xa-hai, name: Ủy ban nhân dân xã Hai, kind: commune, code: "0124",\n'
    "   source: {document: ke-hoach-xa-2026, at: Mở đầu}}\n"
)


def test_plans_stand_under_the_commune_that_owns_them() -> None:
    portal = presentation_of().values.portal
    found = communes.plans_by_owner(portal)
    assert {owner: [plan.id for plan in plans] for owner, plans in found.items()} == {
        "xa-minh-hoa": ["xa-2026"]
    }


def test_every_commune_is_listed_and_no_other_agency() -> None:
    assert communes.commune_ids(presentation_of({AGENCIES: SECOND}).values.portal) == (
        "xa-minh-hoa",
        "xa-hai",
    )


def test_plans_stand_apart_only_where_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    portal = presentation_of().values.portal
    assert communes.plans_apart(portal) == ()
    monkeypatch.setattr(communes, "FEW", 0)
    assert [plan.id for plan in communes.plans_apart(portal)] == ["xa-2026"]
