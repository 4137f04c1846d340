"""Parts of hand-written pages that are generated from data or code, so that they always agree with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.data.catalogue import TextOf
from generator.measures.metrics import COUNT_RULES
from generator.measures.rules import RULES
from generator.model.deadline_forms import FORMS
from generator.model.portal import Portal
from generator.model.slugs import slug
from generator.view import urls
from generator.view.terms import Abbreviation, Terms


@dataclass(frozen=True, slots=True)
class TermView:
    """A glossary entry with its anchor."""

    anchor: str
    term: str
    full: str
    explanation: str
    lang: str


FORMER_RULES: Mapping[str, tuple[str, ...]] = {
    "count-done": ("count-on_time", "count-done_undated"),
    "count-done_late": ("count-late",),
}
"""Anchors of counting rules that are no more, by the rule that counts these tasks now; links to them hold."""


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule with its anchor and its sentence."""

    anchor: str
    name: str
    text: str
    former: tuple[str, ...] = ()
    """Anchors of earlier rules that it takes the place of."""


@dataclass(frozen=True, slots=True)
class FormView:
    """A wording of deadlines: examples, kind, and how it is read."""

    examples: tuple[str, ...]
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class UnknownView:
    """A setting of the portal; `value` is empty while nobody has supplied it."""

    name: str
    value: str
    url: str


def fragments(portal: Portal, t: TextOf) -> dict[str, tuple[Any, str]]:
    """Return each fragment by name: its view and the address of the page on which it is."""
    return {
        "glossary": (glossary(portal), urls.GLOSSARY),
        "rules": (rules(t), urls.METHOD),
        "counting": (counting(t), urls.METHOD),
        "deadline-forms": (deadline_forms(t), urls.METHOD),
        "publisher": (publisher(portal, t), urls.ABOUT),
    }


def glossary(portal: Portal) -> tuple[TermView, ...]:
    """Return the glossary in the order of its file."""
    return tuple(
        TermView(
            anchor=slug(term.record.term),
            term=term.record.term,
            full=term.record.full or "",
            explanation=term.record.explanation,
            lang=term.record.lang or "",
        )
        for term in portal.glossary
    )


def terms(portal: Portal) -> Terms:
    """Return the abbreviations of the glossary; pages explain those that they use at their foot."""
    return Terms(
        tuple(
            Abbreviation(
                term=term.term,
                full=term.full,
                explanation=term.explanation if term.lang else "",
                lang=term.lang,
                url=f"{urls.GLOSSARY}#{term.anchor}",
            )
            for term in glossary(portal)
            if term.full
        )
    )


def rules(t: TextOf) -> tuple[RuleView, ...]:
    """Return the rules by which a task's state is computed, from the module that applies them."""
    return tuple(RuleView(str(rule), "", t(key)) for rule, key in RULES)


def counting(t: TextOf) -> tuple[RuleView, ...]:
    """Return the rules of counting."""
    return tuple(
        RuleView(rule, t(f"counting.{rule}-name"), t(f"counting.{rule}"), FORMER_RULES.get(rule, ()))
        for rule in COUNT_RULES
    )


def deadline_forms(t: TextOf) -> tuple[FormView, ...]:
    """Return every wording of a deadline that the portal understands, from the module that parses them."""
    return tuple(
        FormView(
            tuple(e or t("site.deadline-form.nothing") for e in form.examples),
            t(f"site.deadline-kind.{form.kind}"),
            t(form.rule_key),
        )
        for form in FORMS
    )


def publisher(portal: Portal, t: TextOf) -> tuple[UnknownView, ...]:
    """Return publisher, licence, contact, feedback and repository; empty if not supplied yet."""
    settings = portal.settings
    values = (
        ("publisher", settings.publisher, ""),
        ("licence", settings.licence, settings.licence_url or ""),
        ("contact", settings.contact, ""),
        ("feedback", settings.feedback, ""),
        ("repository", settings.repository, settings.repository or ""),
    )
    return tuple(UnknownView(t(f"site.setting.{name}"), value or "", url) for name, value, url in values)
