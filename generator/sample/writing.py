"""Writes a sample: a copy of the real folder with invented records added to it.

The real registers, plans and texts stay byte for byte equal. The same portal and scale give the same bytes.
"""

import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from generator.data.yaml_writer import OneLine, dump
from generator.model import records
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.sample.city import CityReport, city_report
from generator.sample.communes import CommunePlan, commune_plan, slug_of
from generator.sample.freezing import frozen_files
from generator.sample.invented import MARK, Entry, Field, fields_text, list_text, rows, rows_text
from generator.sample.reporting import manners
from generator.view.rendering import PROJECT

ALWAYS = "ubnd-xa-khuc-thua-du"
"""Id of the commune whose real plan is in the portal; it is the first commune of every sample."""

FIRST_QUARTER = Quarter(2026, 1)

PUBLISHED_AFTER = timedelta(days=12)
"""Time from a cut-off to the publication of its results."""


LEFT_OUT = ("results", "quarters", "snapshots", "inbox")
"""Folders of real reports that are not copied, so that real and invented results are never mixed."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much data to invent."""

    communes: int
    """Communes with a plan of their own."""
    quarters: int
    """Quarters with results, from `FIRST_QUARTER` on."""
    seed: int
    """Seed of the random numbers."""

    @property
    def reported(self) -> tuple[Quarter, ...]:
        """Quarters with results, oldest first."""
        found = [FIRST_QUARTER]
        while len(found) < self.quarters:
            found.append(found[-1].next())
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Written:
    """Counts of what a sample contains."""

    communes: int
    """Communes with an invented plan."""
    tasks: int
    """Printed tasks of all plans, real ones included."""
    results: int
    """Results, all invented."""


def communes_of(portal: Portal) -> tuple[records.Agency, ...]:
    """Return all commune-level units: `ALWAYS` first, then by official code."""
    units = (agency.record for agency in portal.agencies.values() if agency.record.kind == "commune")
    return tuple(sorted(units, key=lambda unit: (unit.id != ALWAYS, unit.code or "")))


def write_sample(root: Path, folder: Path, portal: Portal, scale: Scale) -> Written:
    """Write a sample into an empty or new folder.

    Args:
        root: Folder from which `portal` was read; ``data``, ``content`` and ``site_templates`` are copied.
        folder: Where to write.
        portal: The real portal.
        scale: How much to invent.
    """
    for name in ("data", "content", "site_templates"):
        source = root / name if (root / name).is_dir() else PROJECT / name
        ignored = shutil.ignore_patterns(*LEFT_OUT) if name == "data" else None
        shutil.copytree(source, folder / name, ignore=ignored, dirs_exist_ok=True)
    config = root / "mkdocs.yml"
    shutil.copyfile(config if config.is_file() else PROJECT / config.name, folder / config.name)
    files, written = sample_files(portal, scale)
    for path, data in files.items():
        goal = folder / path
        goal.parent.mkdir(parents=True, exist_ok=True)
        goal.write_bytes(data)
    return written


def sample_files(portal: Portal, scale: Scale) -> tuple[dict[str, bytes], Written]:
    """Return the sample's files that are new or changed, by path, and counts of the sample."""
    chosen = communes_of(portal)[: scale.communes]
    dealt = manners(_chance(scale, "communes"), len(chosen))
    plans = [
        commune_plan(portal, commune, manner, scale.reported, _chance(scale, slug_of(commune)))
        for commune, manner in zip(chosen, dealt, strict=True)
    ]
    city = city_report(portal, plans, scale.reported, _chance(scale, "city"))
    texts = _city_files(portal, city)
    for plan in plans:
        texts |= _plan_files(plan)
    documents = [*city.documents.entries, *(entry for plan in plans for entry in plan.documents.entries)]
    texts["data/documents.yaml"] = _added(portal, "data/documents.yaml", list_text(documents))
    units = [unit for plan in plans for unit in plan.units]
    texts["data/agencies.yaml"] = _added(portal, "data/agencies.yaml", list_text(units))
    texts["data/portal.yaml"] = MARK + fields_text(_settings(portal, plans, scale.reported[-1].last_day))
    results = [city.results, *(plan.results for plan in plans)]
    written = Written(
        communes=len(plans),
        tasks=sum(len(plan.tasks) for plan in plans)
        + sum(len(plan.printed_tasks) for plan in portal.plans.values()),
        results=sum(len(lines) for quarters in results for _, lines in quarters.values()),
    )
    files = {path: text.encode() for path, text in sorted(texts.items())}
    kept = {path: data for path, data in portal.sources.items() if not set(path.split("/")) & set(LEFT_OUT)}
    return files | frozen_files(kept | files), written


def _chance(scale: Scale, part: str) -> Random:
    """Return random numbers for one part, so that adding a commune changes nothing in the others."""
    return Random(f"{scale.seed}/{part}")  # noqa: S311 - invents data, keeps no secret


def _settings(portal: Portal, made: list[CommunePlan], as_of: date) -> Entry:
    plain = portal.settings.model_dump(mode="json", exclude_none=True)
    settings: Entry = {name: value for name, value in plain.items() if isinstance(value, str)}
    plans: list[Field] = [*portal.settings.plans, *(plan.id for plan in made)]
    return settings | {"plans": plans, "as_of": as_of.isoformat(), "sample": "true"}


def _added(portal: Portal, path: str, text: str) -> str:
    """Return a real file's text (empty if there is no such file) with invented records appended."""
    before = portal.sources.get(path, b"").decode()
    return (
        f"{before}{'' if before.endswith(chr(10)) or not before else chr(10)}{MARK}{text}" if text else before
    )


def _plan_files(plan: CommunePlan) -> dict[str, str]:
    base = f"data/plans/{plan.id}"
    lists = {"sections": plan.sections, "targets": plan.targets, "tasks": plan.tasks}
    files = {f"{base}/{name}.yaml": MARK + list_text(entries) for name, entries in lists.items()}
    files[f"{base}/plan.yaml"] = MARK + fields_text(plan.plan)
    files[f"{base}/proofs.yaml"] = MARK + rows_text(plan.proofs)
    if plan.events:
        files[f"{base}/events.yaml"] = MARK + rows_text(plan.events)
    return files | _results_files(base, plan.results)


def _city_files(portal: Portal, city: CityReport) -> dict[str, str]:
    base = f"data/plans/{city.plan_id}"
    events = f"{base}/events.yaml"
    files = {
        f"data/reports/{report}.yaml": MARK
        + dump(
            {
                "document": report,
                "period": OneLine({"from": quarter.first_day, "to": quarter.last_day}),
                "observations": rows(observations),
            }
        )
        for report, (quarter, observations) in city.reports.items()
    }
    files[events] = _added(portal, events, rows_text(city.events))
    return files | _results_files(base, city.results)


def _results_files(base: str, results: dict[Quarter, tuple[date, list[Entry]]]) -> dict[str, str]:
    return {
        f"{base}/results/{quarter.id}.yaml": MARK
        + dump({"cutoff": cutoff, "published": cutoff + PUBLISHED_AFTER, "results": rows(lines)})
        for quarter, (cutoff, lines) in results.items()
    }
