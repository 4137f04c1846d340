"""Every code a problem may have is told in both languages, and no text waits for a code nobody uses.

That each has a case with its exact report is proved in `test_problem_cases`.
"""

import pytest

from generator.data.catalogue import Catalogue, Language
from tests.problem_codes import codes


@pytest.fixture(scope="module", params=["vi", "en"])
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    lang: Language = "vi" if request.param == "vi" else "en"
    return Catalogue.load(lang)


def told(catalogue: Catalogue) -> set[str]:
    return {key.split(".")[1] for key in catalogue.entries if key.startswith("problems.")}


def test_codes_and_texts_are_the_same(catalogue: Catalogue) -> None:
    assert codes() == told(catalogue)


def test_a_suggestion_stands_only_where_there_is_one(catalogue: Catalogue) -> None:
    for key in catalogue.entries:
        if key.startswith("problems.") and not key.endswith(".mend_near"):
            assert "near" not in catalogue.placeholders(key), key
