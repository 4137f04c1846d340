import pytest
import yaml

from generator.measures.rules import RULES
from generator.model.deadline_forms import FORMS
from tests.paths import ROOT

STRINGS = ROOT / "site_templates" / "strings"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_rule_and_form_has_one_sentence(language: str) -> None:
    text = (STRINGS / f"rules.{language}.yaml").read_text(encoding="utf-8")
    tree = yaml.safe_load(text)["rules"]
    forms = tree.pop("deadline-form")
    assert [f"rules.{key}" for key in tree] == [key for _, key in RULES]
    assert [f"rules.deadline-form.{key}" for key in forms] == [form.rule_key for form in FORMS]
    for sentence in (*tree.values(), *forms.values()):
        assert sentence.endswith(".")
        assert ". " not in sentence
