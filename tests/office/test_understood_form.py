"""Forms of one import side by side."""

from dataclasses import replace

from generator.office.understood_form import by_agency
from tests.office.test_form_reading import understood
from tests.portals import portal_of


def test_versions_of_an_agency_stand_together_the_plainest_name_first() -> None:
    mine, other = understood(portal_of()), understood(portal_of(), "so-tai-chinh")
    names = ("Copy of so-noi-vu.xlsx", "so-noi-vu (1).xlsx", "so-noi-vu.xlsx")
    groups = by_agency([*(replace(mine, file=name) for name in names), other])
    assert [[form.file for form in group] for group in groups] == [
        list(reversed(names)),
        ["so-tai-chinh.xlsx"],
    ]


def test_a_form_names_the_plans_it_asks_about() -> None:
    assert understood(portal_of()).plans == ("tp-2026",)
