"""``/api/v1/``: the data as JSON for programs, a file for each kind of record and for single records."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from generator.files import api_models as shapes
from generator.measures.facts import Facts
from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Located, Plan, Task
from generator.model.slugs import slug_of_number
from generator.view import urls
from generator.view.fields import (
    agencies,
    documents,
    indicators,
    observations,
    plans,
    results,
    targets,
    tasks,
)
from generator.view.fields.field import members
from generator.view.site import SiteFile

LISTS: Mapping[str, type[shapes.Shape]] = {
    "agencies": shapes.ApiAgency,
    "plans": shapes.ApiPlan,
    "tasks": shapes.ApiTask,
    "targets": shapes.ApiTarget,
    "indicators": shapes.ApiIndicator,
    "results": shapes.ApiResult,
    "documents": shapes.ApiDocument,
}
"""Files with all records of a kind: name and class of the records."""

SINGLES: Mapping[str, tuple[type[shapes.Shape], str]] = {
    "task": (shapes.ApiTaskFile, "tasks/{plan}/{number}.json"),
    "agency": (shapes.ApiAgencyFile, "agencies/{id}.json"),
    "indicator": (shapes.ApiIndicatorFile, "indicators/{id}.json"),
}
"""Files with one record: kind, class of the record, and path below ``/api/v1/``."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def task_path(task: Task) -> str:
    """Return the path of a task's file, relative to the site."""
    return f"{urls.API}tasks/{task.plan_id}/{slug_of_number(task.number)}.json"


def agency_path(agency_id: str) -> str:
    """Return the path of an agency's file, relative to the site."""
    return f"{urls.API}agencies/{agency_id}.json"


def indicator_path(indicator_id: str) -> str:
    """Return the path of an indicator's file, relative to the site."""
    return f"{urls.API}indicators/{indicator_id}.json"


def schema_path(name: str) -> str:
    """Return the path of the JSON Schema for a kind of file, relative to the site."""
    return f"{urls.API}schema/{name}.schema.json"


def files(measured: Measured, site_url: str = "") -> list[SiteFile]:
    """Return every file of the API and its schemas; `site_url` is empty if not decided yet."""
    api = Api(measured, site_url)
    return [*api.files(), *schemas()]


@cache
def schemas() -> tuple[SiteFile, ...]:
    """Return the JSON Schema of every kind of file."""
    models: dict[str, Any] = {"index": shapes.Answer[shapes.Index]}
    models |= {name: shapes.Answer[list[shape]] for name, shape in LISTS.items()}  # type: ignore[valid-type]
    models |= {name: shapes.Answer[shape] for name, (shape, _) in SINGLES.items()}  # type: ignore[valid-type]
    found = []
    for name, model in models.items():
        schema = {"$schema": DIALECT, **model.model_json_schema(mode="serialization"), "title": name}
        data = json.dumps(schema, ensure_ascii=False, indent=1)
        found.append(SiteFile(schema_path(name), f"{data}\n".encode(), "api"))
    return tuple(found)


def _status(facts: Facts) -> shapes.Status:
    return shapes.Status(**tasks.status(facts))


@dataclass(frozen=True)
class Api:
    """Makes the files of the API from a measured portal."""

    measured: Measured
    site_url: str

    def files(self) -> Iterator[SiteFile]:
        """Yield the index, the lists, then the files of single records."""
        lists = self.lists()
        entries = [
            shapes.ApiFile(
                name=name, path=f"{urls.API}{name}.json", schema_file=schema_path(name), records=len(found)
            )
            for name, found in lists.items()
        ]
        entries += [
            shapes.ApiFile(name=name, path=f"{urls.API}{path}", schema_file=schema_path(name), records=None)
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
        """Return all records of each kind, by the name of its file."""
        portal = self.measured.portal
        return {
            "agencies": [shapes.ApiAgency(**self._agency(i)) for i in portal.agencies],
            "plans": [self._plan(plan) for plan in portal.plans.values()],
            "tasks": [shapes.ApiTask(**self._task(task)) for task in portal.tasks()],
            "targets": [self._target(p, t) for p in portal.plans.values() for t in p.targets],
            "indicators": [shapes.ApiIndicator(**self._indicator(i)) for i in portal.indicators],
            "results": [
                shapes.ApiResult(**members(results.RESULTS, row)) for row in results.rows(self.measured)
            ],
            "documents": [self._document(located) for located in portal.documents.values()],
        }

    def task_record(self, task: Task) -> shapes.ApiTaskFile:
        """Return a task with its results and, if several agencies answer for it, the share of each."""
        units = self.measured.standings[task.key].units
        shares = [shapes.Share(agency=a, status=_status(f)) for a, f in units.items() if a and len(units) > 1]
        return shapes.ApiTaskFile(
            **self._task(task), shares=shares, results=self._results_of.get(task.key, [])
        )

    def agency_record(self, agency_id: str) -> shapes.ApiAgencyFile:
        """Return an agency with its tasks."""
        measured = self.measured
        leads, shared = (
            [
                shapes.AgencyTask(task=task.key, status=_status(measured.facts_of(task, agency_id)))
                for task in tasks
            ]
            for tasks in (measured.led_by(agency_id), measured.shared_with(agency_id))
        )
        coordinates = [task.key for task in measured.coordinated_by(agency_id)]
        return shapes.ApiAgencyFile(
            **self._agency(agency_id), leads=leads, shares=shared, coordinates=coordinates
        )

    def indicator_record(self, indicator_id: str) -> shapes.ApiIndicatorFile:
        """Return an indicator with every published figure and the targets that use it."""
        portal = self.measured.portal
        return shapes.ApiIndicatorFile(
            **self._indicator(indicator_id),
            observations=[
                shapes.ApiObservation(**members(observations.OBSERVATIONS, row))
                for row in observations.rows(self.measured)
                if row.record.indicator == indicator_id
            ],
            targets=[
                f"{plan.id}/{target.record.number}"
                for plan in portal.plans.values()
                for target in plan.targets
                if any(measure.indicator == indicator_id for measure in target.record.measures)
            ],
        )

    @cached_property
    def _results_of(self) -> Mapping[str, list[shapes.ApiResult]]:
        found: dict[str, list[shapes.ApiResult]] = {}
        for row in results.rows(self.measured):
            if row.record.task is not None:
                found.setdefault(f"{row.plan}/{row.record.task}", []).append(self._result(row))
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
        found = members(tasks.TASKS, tasks.row_of(self.measured, task))
        return {**found, "url": urls.task(task), "self": task_path(task)}

    def _agency(self, agency_id: str) -> dict[str, Any]:
        found = members(agencies.AGENCIES, agencies.row_of(self.measured, agency_id))
        return {**found, "url": urls.agency(agency_id), "self": agency_path(agency_id)}

    @staticmethod
    def _result(row: results.ReportedResult) -> shapes.ApiResult:
        return shapes.ApiResult(**members(results.RESULTS, row))

    def _document(self, located: Located[records.Document]) -> shapes.ApiDocument:
        url = urls.document(located.record.id)
        return shapes.ApiDocument(**members(documents.DOCUMENTS, located), url=url)

    def _plan(self, plan: Plan) -> shapes.ApiPlan:
        counts = self.measured.counts(plan.printed_tasks)
        return shapes.ApiPlan(
            **members(plans.PLANS, plan),
            undated=self.measured.portal.is_undated(plan),
            due=counts.due,
            done_of_due=counts.done_of_due,
            reported=counts.reported,
            by_state={place.value: number for place, number in counts.by_place.items()},
            url=urls.plan(plan.id),
        )

    def _target(self, plan: Plan, located: Located[records.Target]) -> shapes.ApiTarget:
        row = targets.row_of(plan, located)
        url = urls.target(plan.id, located.record.number)
        return shapes.ApiTarget(**members(targets.OF_TARGET, row), url=url)

    def _indicator(self, indicator_id: str) -> dict[str, Any]:
        found = members(indicators.INDICATORS, self.measured.portal.indicators[indicator_id])
        return {**found, "url": urls.indicator(indicator_id), "self": indicator_path(indicator_id)}
