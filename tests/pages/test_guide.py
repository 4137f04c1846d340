"""The examples of the guide are what the commands really say of made-up data."""

from generator.build.bodies import pictures
from generator.data.catalogue import Catalogue
from generator.pages.front.guide import FRAGMENTS, GuideView
from generator.view.rendering import templates_of
from tests.paths import ROOT


def test_the_example_shows_the_difference_that_an_import_makes() -> None:
    found = pictures(Catalogue.load("vi"), templates_of(ROOT))
    assert set(found) == set(FRAGMENTS)
    view, address = next(iter(found.values()))
    assert isinstance(view, GuideView)
    assert address == "huong-dan/"
    assert (view.example.refused.refused, view.example.refused.files) == (True, {})
    assert (view.example.accepted.refused, set(view.example.accepted.files) <= set(view.example.taken)) == (
        False,
        True,
    )
    assert view.differences
    assert str(len(view.differences)) in view.banner
