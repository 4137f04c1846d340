"""The fields of an agency."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Located
from generator.view.fields.field import Field, declared


@dataclass(frozen=True, slots=True)
class AgencyWithMembers:
    """An agency; if it is a collective, with the members that documents name."""

    located: Located[records.Agency]
    members: tuple[str, ...]
    """Ids of the members; empty if it is no collective or none are named."""
    collectives: tuple[str, ...]
    """Ids of the collectives of which it is a member."""
    plans: tuple[str, ...]
    """Ids of the plans that it issued."""
    has_reported: bool
    """Whether any result of it is known."""

    @property
    def record(self) -> records.Agency:
        """The agency's record in the register."""
        return self.located.record


def row_of(measured: Measured, agency_id: str) -> AgencyWithMembers:
    """The row of one agency."""
    portal = measured.portal
    plans = tuple(plan.id for plan in portal.plans.values() if plan.record.owner == agency_id)
    members = portal.members.get(agency_id, ())
    reported = agency_id in measured.reporters
    collectives = tuple(portal.collectives_of.get(agency_id, ()))
    return AgencyWithMembers(portal.agencies[agency_id], members, collectives, plans, reported)


def rows(measured: Measured) -> Iterator[AgencyWithMembers]:
    """A row for every agency, including units of communes and collectives."""
    return (row_of(measured, agency_id) for agency_id in measured.portal.agencies)


AGENCIES: tuple[Field[AgencyWithMembers], ...] = declared(
    records.Agency,
    (
        Field("id"),
        Field("name"),
        Field("short_name"),
        Field("kind"),
        Field("parent", ids="agencies"),
        Field("code"),
        Field("former_names", lambda row: tuple(former.name for former in row.record.former_names)),
        Field("aliases", api=False),
        Field("members", lambda row: row.members, ids="agencies"),
        Field("note", api=False),
        Field("collectives", lambda row: row.collectives, api=False, ids="agencies"),
        Field("plans", lambda row: row.plans, api=False, ids="plans"),
        Field("has_reported", lambda row: row.has_reported, api=False, kind="boolean"),
        Field("place", lambda row: row.located.place, table=False),
    ),
)

MAP = "Places the unit on the map."

LEFT_OUT = {
    "unit_kind": "Part of the name as printed (xã, phường, đặc khu).",
    "area_km2": MAP,
    "grid": MAP,
    "center": MAP,
    "members_kind": "`members` lists whom it comes to.",
    "members_complete": "A sentence beside the members states it.",
    "source": "Several texts name an agency; the receipt on the page shows the one they are taken from.",
}
"""Fields of an agency's record that are not declared above, with the reason."""
