"""Sentences of words and figures: the figures stay figures, in the places of the catalogue's text."""

import pytest

from generator.view.sentences import joined, sentence
from generator.view.views import Receipt, Sentence, Value

ONE, TWO = (Value(text, text, Receipt("r", "p")) for text in ("1", "2"))


def t(key: str, /, **params: object) -> str:
    return {"a": "Trong {all} việc, {done} xong.", "b": "không có số"}[key].format(**params)


def test_figures_stand_in_the_places_of_the_text() -> None:
    assert sentence(t, "a", all=ONE, done=TWO).parts == ("Trong ", ONE, " việc, ", TWO, " xong.")
    assert sentence(t, "b").parts == ("không có số",)


def test_sentences_and_words_are_filled_in_too() -> None:
    inner = sentence(t, "a", all=ONE, done="mấy")
    assert sentence(t, "a", all=inner, done=TWO).parts[:2] == ("Trong ", "Trong ")
    with pytest.raises(KeyError):
        sentence(t, "a", all=ONE)


def test_parts_are_joined_by_words_between_them() -> None:
    assert joined("; ", [ONE, "x", Sentence((TWO, "!"))]).parts == (ONE, "; ", "x", "; ", TWO, "!")
    assert joined("", []).parts == ()
