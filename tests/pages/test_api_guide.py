"""The page for programmers: every file of the interface with its schema, examples that name this site."""

from generator.files.api import LISTS
from generator.pages.open import api_guide
from generator.view.cells import Linked, walk
from tests.pages.reading import rows
from tests.portals import presentation_of

VALUES = presentation_of().values


def test_every_list_is_explained() -> None:
    guide = api_guide.view(VALUES.portal, VALUES.t, "")
    assert len(rows(guide.files)) == 1 + len(LISTS) + 3
    links = [
        part.url for row in guide.files.rows for part in walk(row.content(0)) if isinstance(part, Linked)
    ]
    assert links[:2] == ["api/v1/index.json", "api/v1/agencies.json"]
    assert "api/v1/tasks/tp-2026/1.json" in links
    assert all(field.meaning for field in guide.fields)


def test_examples_name_the_address_of_the_site() -> None:
    known = dict(api_guide.view(VALUES.portal, VALUES.t, "https://x.vn/").examples)
    unknown = dict(api_guide.view(VALUES.portal, VALUES.t, "").examples)
    assert known.keys() == unknown.keys() >= {"curl", "Python", "R"}
    for name, text in known.items():
        assert "https://x.vn" in text, name
        assert "x.vn" not in unknown[name]
