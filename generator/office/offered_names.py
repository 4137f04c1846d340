"""What a form offers to choose from: words of codes, and names of entries of registers."""

from collections import Counter
from collections.abc import Callable, Mapping

from generator.data.catalogue import Catalogue
from generator.model import wording
from generator.model.portal import Portal
from generator.office.form_columns import FormColumn, choices
from generator.view.fields.field import Register


def offered(column: FormColumn, catalogue: Catalogue, portal: Portal) -> Mapping[str, str]:
    """The words that a column offers, by code or id; empty if anything may be typed.

    Documents are not among them: their list holds the newest symbols, see `document_register`.
    """
    found = choices(column, catalogue)
    register = column.field.ids if column.field is not None else None
    if found or register not in NAMES:
        return found
    alone = unmistaken(NAMES[register](portal))
    return dict(sorted(alone.items(), key=lambda entry: wording.sort_key(entry[1])))


def unmistaken(names: Mapping[str, str]) -> dict[str, str]:
    """The names, by id, that only one entry has; one that several have would be read as neither."""
    often = Counter(names.values())
    return {key: name for key, name in names.items() if often[name] == 1}


def _agencies(portal: Portal) -> dict[str, str]:
    return {key: located.record.name for key, located in portal.agencies.items()}


def _areas(portal: Portal) -> dict[str, str]:
    return {key: located.record.name for key, located in portal.areas.items()}


def _indicators(portal: Portal) -> dict[str, str]:
    return {key: located.record.name for key, located in portal.indicators.items()}


def _plans(portal: Portal) -> dict[str, str]:
    return {key: plan.record.short_title for key, plan in portal.plans.items()}


NAMES: Mapping[Register | None, Callable[[Portal], dict[str, str]]] = {
    "agencies": _agencies,
    "areas": _areas,
    "indicators": _indicators,
    "plans": _plans,
}
"""Names by id of the registers whose entries a form offers."""
