"""The commune-level units: their plans, their map, and whether the data have a plan or report of each."""

from collections import Counter
from collections.abc import Mapping

from generator.data.catalogue import TextOf
from generator.model.portal import Plan, Portal
from generator.view import scopes, urls, views
from generator.view.scopes import Scope
from generator.view.values import Values

SIGNS = {"has_both": "●", "has_report": "◑", "has_plan": "◐", "no_plan": ""}
"""Sign by state, in the order of the key; the words are ``home.map.<state>`` in the catalogue."""


def plans_by_owner(portal: Portal) -> Mapping[str, tuple[Plan, ...]]:
    """Return the plans of communes (with that of the unnamed commune) by id of the agency that owns them."""
    found: dict[str, tuple[Plan, ...]] = {}
    for plan in portal.plans.values():
        if plan.record.scope == "commune":
            found[plan.record.owner] = (*found.get(plan.record.owner, ()), plan)
    return found


FEW = 5
"""Most communes' plans that pages show in full; if there are more, each has its own page or file."""


def plans_apart(portal: Portal) -> tuple[Plan, ...]:
    """Return the plans of communes of the official list if there are more than `FEW`; else none.

    Communes of the official list are those with a code.
    """
    found = tuple(
        plan
        for plan in portal.plans.values()
        if plan.record.scope == "commune" and portal.agencies[plan.record.owner].record.code
    )
    return found if len(found) > FEW else ()


def commune_ids(portal: Portal) -> tuple[str, ...]:
    """Return the ids of the communes, in the order of the register."""
    return tuple(i for i, agency in portal.agencies.items() if agency.record.kind == "commune")


COMMUNES = scopes.rows("agencies", kind="commune")
"""The published rows of the communes."""


def _scope(code: str) -> Scope:
    """The published rows of the communes in a state of `SIGNS`."""
    planned = COMMUNES.filled("plans") if code in {"has_both", "has_plan"} else COMMUNES.where(plans="")
    return planned.where(has_reported="true" if code in {"has_both", "has_report"} else "false")


def mark(t: TextOf, code: str) -> views.Mark:
    """Return the sign and words for a state of `SIGNS`."""
    return views.Mark(code, SIGNS[code], t(f"home.map.{code}"))


def commune_map(values: Values, here: str = "") -> views.TileMap:
    """Make the map of communes, each a tile at its place with its state.

    Args:
        values: The parts that make values and links.
        here: Id of the commune to mark as the one that the page is about; empty for none.
    """
    owners = plans_by_owner(values.portal)
    reported = values.measured.reporters
    tiles = []
    counts: Counter[str] = Counter()
    for agency_id in commune_ids(values.portal):
        record = values.portal.agencies[agency_id].record
        plan, report = agency_id in owners, agency_id in reported
        code = (
            "has_both" if plan and report else "has_plan" if plan else "has_report" if report else "no_plan"
        )
        counts[code] += 1
        if record.grid is None:
            continue
        state = mark(values.t, code)
        name = record.short_name or record.name
        kind = record.unit_kind or ""
        short = name[len(kind) :].strip() if kind and name.lower().startswith(kind) else name
        tiles.append(
            views.Tile(
                name=name,
                short=short,
                url=urls.agency(agency_id),
                label=values.t("home.map.label", name=name, state=state.word),
                col=int(record.grid.col),
                row=int(record.grid.row),
                mark=state,
                here=agency_id == here,
            )
        )
    key = tuple(
        (mark(values.t, code), values.tally(counts[code], _scope(code))) for code in SIGNS if counts[code]
    )
    title = values.t("home.map.title", count=str(sum(counts.values())))
    total = values.tally(sum(counts.values()), COMMUNES)
    return views.TileMap(title, tuple(tiles), key, total, values.listed("agencies"))
