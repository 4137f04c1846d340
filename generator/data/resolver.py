"""Builds the `Portal` from the parsed records, checking references, uniqueness and dates between them.

All problems are collected; a portal is returned only when none of them is an error.
"""

from generator.data.parser import RootRecords
from generator.data.plan_resolver import check_implements, resolve_plan
from generator.data.problems import Position, Problem
from generator.data.quarter_resolver import check_quarters
from generator.data.references import References
from generator.data.register_resolver import check_notes, check_registers, check_texts
from generator.data.result_resolver import check_merged
from generator.data.suggestions import nearest
from generator.model import records
from generator.model.portal import Located, Portal, Report

UNPUBLISHED = ("publisher", "licence", "contact", "update_frequency", "repository", "feedback")
"""Settings that may be left out, each with a warning."""


def resolve(root: RootRecords) -> tuple[Portal | None, list[Problem]]:
    """Return the portal, None if there is an error; and all problems found here (not those of parsing)."""
    refs = References(root)
    for entry in root.entries():
        refs.by_type(entry)
    check_registers(refs)
    reports = _reports(refs)
    resolved = ((plan_id, resolve_plan(refs, raw)) for plan_id, raw in root.plans.items())
    plans = {plan_id: plan for plan_id, plan in resolved if plan is not None}
    check_implements(refs, plans)
    check_merged(refs, plans)
    check_notes(refs, plans, _observations(reports))
    check_texts(refs)
    check_quarters(refs, plans)
    if root.settings is None:
        return None, refs.problems
    _check_settings(refs, root.settings)
    if any(problem.severity == "error" for problem in refs.problems):
        return None, refs.problems
    settings = root.settings.record
    portal = Portal(
        settings=settings,
        areas=refs.areas,
        agencies=refs.agencies,
        documents=refs.documents,
        indicators=refs.indicators,
        glossary=tuple(root.lists["glossary"]),
        plans={plan_id: plans[plan_id] for plan_id in settings.plans if plan_id in plans},
        reports=reports,
        notes=tuple(root.lists["consistency"]),
        texts=root.texts,
        sources=root.sources,
        quarter_files=dict(sorted(root.quarters.items())),
        snapshots=dict(sorted(root.snapshots.items())),
    )
    return portal, refs.problems


def _check_settings(refs: References, settings: Located[records.PortalSettings]) -> None:
    """Check that the settings list every plan once, and warn of settings that are left out."""
    path = settings.place.rpartition(":")[0]
    for name in UNPUBLISHED:
        if getattr(settings.record, name) is None:
            problem = Problem.make(
                path, Position(1, 1), name, "not-published", severity="warning", value=name
            )
            refs.problems.append(problem)
    listed, existing = settings.record.plans, refs.root.plans
    for index, plan_id in enumerate(listed):
        known = refs.found(f"plan:{plan_id}", plan_id, existing, settings, ("plans", index))
        if known and plan_id in listed[:index]:
            refs.add(settings, ("plans", index), "repeated-value", value=plan_id)
    # A misspelt plan is one mistake: do not also report the plan it was meant to be as missing.
    meant = {nearest(plan_id, existing) for plan_id in listed if plan_id not in existing}
    for plan_id in existing:
        if plan_id not in listed and plan_id not in meant:
            refs.add(settings, ("plans",), "plan-not-listed", value=plan_id)
    headline = settings.record.headline_plan
    refs.found(f"plan:{headline}", headline, existing, settings, ("headline_plan",))


def _reports(refs: References) -> dict[str, Report]:
    found = {}
    seen: dict[str, Located[records.Observation]] = {}
    for stem, (report, observations) in refs.root.reports.items():
        if report.record.document != stem:
            refs.add(report, ("document",), "report-name", value=report.record.document, allowed=stem)
        else:
            refs.known("documents", stem, report, ("document",))
        keys = [observation.record.key for observation in observations]
        for observation in observations:
            first = seen.setdefault(observation.record.key, observation)
            if first is not observation:
                refs.duplicate(observation, first, "key")
            _check_observation(refs, observation, stem, keys)
        found[stem] = Report(stem, report.record, report.place, tuple(observations))
    return found


def _check_observation(
    refs: References, observation: Located[records.Observation], document: str, keys: list[str]
) -> None:
    record = observation.record
    refs.source(observation, document)
    if record.part_of is not None:
        refs.found(f"observation:{record.part_of}", record.part_of, keys, observation, ("part_of",))


def _observations(reports: dict[str, Report]) -> set[str]:
    return {entry.record.key for report in reports.values() for entry in report.observations}
