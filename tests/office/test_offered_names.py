"""What a form offers to choose from: a name that only one entry has, in the order of the alphabet."""

from generator.data.catalogue import Catalogue
from generator.model import records
from generator.office.form_columns import FormColumn
from generator.office.offered_names import offered
from generator.view.fields.declared import field_of
from tests.portals import portal_of

VIETNAMESE = Catalogue.load("vi")
AGENCIES = "data/agencies.yaml"


def column(record: type[records.Record], name: str) -> FormColumn:
    """A typed column of a declared field."""
    return FormColumn(name, 20, field_of(record, name), typed=True)


def test_agencies_are_offered_by_name() -> None:
    found = offered(column(records.Result, "reporter"), VIETNAMESE, portal_of({}))
    assert list(found.values()) == [
        "Các sở, ban, ngành",
        "Sở Nội vụ",
        "Sở Tài chính",
        "Sở Y tế",
        "Ủy ban nhân dân thành phố",
        "Ủy ban nhân dân xã Minh Họa",
    ]
    assert found["so-y-te"] == "Sở Y tế"


def test_a_name_of_two_agencies_is_not_offered() -> None:
    portal = portal_of({AGENCIES: {"name: Sở Y tế": "name: Sở Nội vụ"}})
    assert "Sở Nội vụ" not in offered(column(records.Result, "reporter"), VIETNAMESE, portal).values()


def test_areas_and_indicators_are_offered_and_documents_and_texts_are_not() -> None:
    portal = portal_of({})
    areas = offered(column(records.TaskRecord, "area"), VIETNAMESE, portal)
    assert areas == {"thu-tuc-hanh-chinh": "Cải cách thủ tục hành chính", "the-che": "Cải cách thể chế"}
    indicators = offered(column(records.Measure, "indicator"), VIETNAMESE, portal)
    assert indicators == {"sipas": "Chỉ số hài lòng của người dân"}
    assert offered(column(records.Result, "evidence"), VIETNAMESE, portal) == {}
    assert offered(column(records.Result, "note"), VIETNAMESE, portal) == {}


def test_words_of_codes_are_offered_before_names() -> None:
    found = offered(column(records.Result, "state"), VIETNAMESE, portal_of({}))
    assert found["merged"] == "Lồng ghép"
