"""What hand-written pages fill in: the glossary, the rules, the wordings, who publishes."""

from generator.measures.rules import Rule
from generator.model.deadline_forms import FORMS
from generator.pages.front import fragments
from tests.portals import presentation_of

VALUES = presentation_of().values


def test_every_rule_and_wording_is_explained() -> None:
    found = fragments.rules(VALUES.t)
    assert [rule.anchor for rule in found] == list(Rule)
    assert all(rule.text.endswith(".") for rule in found)
    assert len(fragments.deadline_forms(VALUES.t)) == len(FORMS)
    assert all(form.examples for form in fragments.deadline_forms(VALUES.t))
    counted = [rule.anchor for rule in fragments.counting(VALUES.t)]
    assert counted[:2] == ["count-total", "count-done-of-due"]
    assert len(counted) == len(set(counted))


def test_the_glossary_explains_its_abbreviations() -> None:
    (term,) = fragments.glossary(VALUES.portal)
    assert (term.anchor, term.term, term.full) == ("tthc", "TTHC", "thủ tục hành chính")


def test_what_nobody_supplied_is_said_to_be_unknown() -> None:
    supplied = {row.name: row.value for row in fragments.publisher(VALUES.portal, VALUES.t)}
    assert supplied["Đơn vị công bố"] == "Sở Nội vụ"
    bare = presentation_of({"data/portal.yaml": {"publisher: Sở Nội vụ\n": "", "licence: CC BY 4.0\n": ""}})
    missing = {row.name: row.value for row in fragments.publisher(bare.values.portal, VALUES.t)}
    assert missing["Đơn vị công bố"] == missing["Giấy phép dữ liệu"] == ""


def test_each_fragment_names_the_page_it_stands_on() -> None:
    assert {name: url for name, (_, url) in fragments.fragments(VALUES.portal, VALUES.t).items()} == {
        "glossary": "thuat-ngu/",
        "rules": "phuong-phap/",
        "counting": "phuong-phap/",
        "deadline-forms": "phuong-phap/",
        "publisher": "gioi-thieu/",
    }
