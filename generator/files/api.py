"""``/api/v1/``: the portal as JSON for programs, a file for each kind and for each record asked for alone."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.files import api_models as shapes
from generator.files import api_parts as parts
from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Located, Plan, Task
from generator.model.slugs import slug_of_number
from generator.view import urls
from generator.view.site import SiteFile

LISTS: Mapping[str, type[shapes.Shape]] = {
    "agencies": shapes.Agency,
    "plans": shapes.Plan,
    "tasks": shapes.Task,
    "targets": shapes.Target,
    "indicators": shapes.Indicator,
    "results": shapes.Result,
    "documents": shapes.Document,
}
"""Files of all records of a kind."""

SINGLES: Mapping[str, tuple[type[shapes.Shape], str]] = {
    "task": (shapes.TaskRecord, "tasks/{plan}/{number}.json"),
    "agency": (shapes.AgencyRecord, "agencies/{id}.json"),
    "indicator": (shapes.IndicatorRecord, "indicators/{id}.json"),
}
"""Files of one record."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def task_path(task: Task) -> str:
    """File of a task with its results, relative to the site."""
    return f"{urls.API}tasks/{task.plan_id}/{slug_of_number(task.number)}.json"


def agency_path(agency_id: str) -> str:
    """File of an agency with its tasks."""
    return f"{urls.API}agencies/{agency_id}.json"


def indicator_path(indicator_id: str) -> str:
    """File of an indicator with its figures."""
    return f"{urls.API}indicators/{indicator_id}.json"


def schema_path(name: str) -> str:
    """JSON Schema of a kind of file."""
    return f"{urls.API}schema/{name}.schema.json"


def files(measured: Measured, site_url: str = "") -> list[SiteFile]:
    """Every file of the API with its schemas."""
    api = Api(measured, site_url)
    return [*api.files(), *schemas()]


def schemas() -> list[SiteFile]:
    """JSON Schema of every kind of file."""
    models: dict[str, Any] = {"index": shapes.Answer[shapes.Index]}
    models |= {name: shapes.Answer[list[shape]] for name, shape in LISTS.items()}  # type: ignore[valid-type]
    models |= {name: shapes.Answer[shape] for name, (shape, _) in SINGLES.items()}  # type: ignore[valid-type]
    found = []
    for name, model in models.items():
        schema = {"$schema": DIALECT, **model.model_json_schema(mode="serialization"), "title": name}
        data = json.dumps(schema, ensure_ascii=False, indent=1)
        found.append(SiteFile(schema_path(name), f"{data}\n".encode(), "api"))
    return found


@dataclass(frozen=True)
class Api:
    """Makes the answers of a measured portal."""

    measured: Measured
    site_url: str

    def files(self) -> Iterator[SiteFile]:
        """Index, lists, then records one by one."""
        lists = self.lists()
        entries = [
            shapes.Entry(
                name=name, path=f"{urls.API}{name}.json", schema_file=schema_path(name), records=len(found)
            )
            for name, found in lists.items()
        ]
        entries += [
            shapes.Entry(name=name, path=f"{urls.API}{path}", schema_file=schema_path(name), records=None)
            for name, (_, path) in SINGLES.items()
        ]
        yield self._file(f"{urls.API}index.json", "index", shapes.Index(files=entries))
        for name, found in lists.items():
            yield self._file(f"{urls.API}{name}.json", name, found)
        for task in self.measured.portal.tasks():
            yield self._file(task_path(task), "task", self.task_record(task))
        for agency_id in self.measured.portal.agencies:
            yield self._file(agency_path(agency_id), "agency", self.agency_record(agency_id))
        for indicator_id in self.measured.portal.indicators:
            yield self._file(indicator_path(indicator_id), "indicator", self.indicator_record(indicator_id))

    def lists(self) -> dict[str, list[shapes.Shape]]:
        """Every record of each kind."""
        portal = self.measured.portal
        return {
            "agencies": [shapes.Agency(**self._agency(i)) for i in portal.agencies],
            "plans": [self._plan(plan) for plan in portal.plans.values()],
            "tasks": [shapes.Task(**self._task(task)) for task in portal.tasks()],
            "targets": [self._target(p, t) for p in portal.plans.values() for t in p.targets],
            "indicators": [shapes.Indicator(**self._indicator(i)) for i in portal.indicators],
            "results": [
                parts.result(plan, quarter, located)
                for plan in portal.plans.values()
                for quarter in plan.quarters
                for located in quarter.results
            ],
            "documents": [parts.document(located) for located in portal.documents.values()],
        }

    def task_record(self, task: Task) -> shapes.TaskRecord:
        """A task with its results and each agency's share."""
        units = self.measured.standings[task.key].units
        shares = [
            shapes.Share(agency=a, status=parts.status(f)) for a, f in units.items() if a and len(units) > 1
        ]
        return shapes.TaskRecord(
            **self._task(task), shares=shares, results=self._results_of.get(task.key, [])
        )

    def agency_record(self, agency_id: str) -> shapes.AgencyRecord:
        """An agency with its tasks."""
        measured = self.measured
        leads, shared = (
            [
                shapes.AgencyTask(task=task.key, status=parts.status(measured.facts_of(task, agency_id)))
                for task in tasks
            ]
            for tasks in (measured.led_by(agency_id), measured.shared_with(agency_id))
        )
        coordinates = [task.key for task in measured.coordinated_by(agency_id)]
        return shapes.AgencyRecord(
            **self._agency(agency_id), leads=leads, shares=shared, coordinates=coordinates
        )

    def indicator_record(self, indicator_id: str) -> shapes.IndicatorRecord:
        """An indicator with every published figure and the targets that measure it."""
        portal = self.measured.portal
        return shapes.IndicatorRecord(
            **self._indicator(indicator_id),
            observations=[
                parts.observation(report.id, located)
                for report, located in portal.observations()
                if located.record.indicator == indicator_id
            ],
            targets=[
                f"{plan.id}/{target.record.number}"
                for plan in portal.plans.values()
                for target in plan.targets
                if any(measure.indicator == indicator_id for measure in target.record.measures)
            ],
        )

    @cached_property
    def _results_of(self) -> Mapping[str, list[shapes.Result]]:
        found: dict[str, list[shapes.Result]] = {}
        for plan in self.measured.portal.plans.values():
            for quarter in plan.quarters:
                for located in quarter.results:
                    if located.record.task is not None:
                        key = f"{plan.id}/{located.record.task}"
                        found.setdefault(key, []).append(parts.result(plan, quarter, located))
        return found

    def _meta(self, name: str) -> shapes.Meta:
        settings = self.measured.portal.settings
        return shapes.Meta(
            schema_file=schema_path(name),
            as_of=self.measured.as_of,
            cutoff=self.measured.cutoff,
            sample=settings.sample,
            name=settings.name,
            site_url=self.site_url or None,
            licence=settings.licence,
            licence_url=settings.licence_url,
            publisher=settings.publisher,
            contact=settings.contact,
            update_frequency=settings.update_frequency,
        )

    def _file(self, path: str, name: str, data: shapes.Shape | list[shapes.Shape]) -> SiteFile:
        value: Any
        if isinstance(data, shapes.Shape):
            value = data.model_dump(mode="json")
        else:
            value = [item.model_dump(mode="json") for item in data]
        answer = {"meta": self._meta(name).model_dump(mode="json"), "data": value}
        text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
        return SiteFile(path, f"{text}\n".encode(), "api")

    def _task(self, task: Task) -> dict[str, Any]:
        record, standing = task.record, self.measured.standings[task.key]
        below = self.measured.portal.implemented_by.get(task.key, ())
        return {
            "id": task.key,
            "plan": task.plan_id,
            "number": record.number,
            "parent": record.parent,
            "parts": list(task.children),
            "area": record.area,
            "title": record.title,
            "lead": list(record.lead),
            "coordinating": list(record.coordinating),
            "deadline": shapes.DeadlineRef(
                as_written=record.deadline,
                kind=task.deadline.kind.value,
                last_days=list(task.deadline.instances),
                postponed_to=list(task.postponed.instances) if task.postponed else [],
            ),
            "deliverables": list(record.deliverables),
            "status": parts.status(standing.facts),
            "parts_total": standing.parts,
            "parts_done": standing.done_parts,
            "evidence": list(standing.evidence),
            "implements": [shapes.TaskLink(task=link.task, basis=link.basis) for link in record.implements],
            "implemented_by": [shapes.TaskLink(task=t.key, basis=link.basis) for t, link in below],
            "text": record.text,
            "uncertain": list(record.uncertain),
            "source": parts.source(record.source, task.place),
            "note": record.note,
            "url": urls.task(task),
            "self": task_path(task),
        }

    def _agency(self, agency_id: str) -> dict[str, Any]:
        located = self.measured.portal.agencies[agency_id]
        record = located.record
        return {
            "id": agency_id,
            "name": record.name,
            "short_name": record.short_name,
            "kind": record.kind,
            "parent": record.parent,
            "code": record.code,
            "former_names": [former.name for former in record.former_names],
            "members": list(self.measured.portal.members.get(agency_id, ())),
            "place": located.place,
            "url": urls.agency(agency_id),
            "self": agency_path(agency_id),
        }

    def _plan(self, plan: Plan) -> shapes.Plan:
        counts = self.measured.counts(plan.printed_tasks)
        return shapes.Plan(
            id=plan.id,
            title=plan.record.title,
            short_title=plan.record.short_title,
            document=plan.record.document,
            scope=plan.record.scope,
            first=plan.record.period.first,
            last=plan.record.period.last,
            undated=self.measured.portal.is_undated(plan),
            tasks=counts.total,
            due=counts.due,
            done_of_due=counts.done_of_due,
            reported=counts.reported,
            by_state=dict(sorted(counts.by_code.items())),
            place=plan.place,
            url=urls.plan(plan.id),
        )

    def _target(self, plan: Plan, located: Located[records.Target]) -> shapes.Target:
        record = located.record
        return shapes.Target(
            id=f"{plan.id}/{record.number}",
            plan=plan.id,
            number=record.number,
            title=record.title,
            area=record.area,
            responsible=list(record.responsible),
            deadline=record.deadline,
            measures=[
                shapes.Measure(
                    **{
                        name: getattr(measure, name)
                        for name in shapes.Measure.model_fields
                        if name != "value"
                    },
                    value=parts.number(measure.value),
                )
                for measure in record.measures
            ],
            text=record.text,
            uncertain=list(record.uncertain),
            source=parts.source(record.source, located.place),
            note=record.note,
            url=urls.target(plan.id, record.number),
        )

    def _indicator(self, indicator_id: str) -> dict[str, Any]:
        record = self.measured.portal.indicators[indicator_id].record
        return {
            "id": indicator_id,
            "name": record.name,
            "short_name": record.short_name,
            "unit": record.unit,
            "direction": record.direction,
            "lead": record.lead,
            "headline": record.headline,
            "url": urls.indicator(indicator_id),
            "self": indicator_path(indicator_id),
        }
