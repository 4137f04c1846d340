"""Shows the thread of a task: the documents and tasks that it implements and the tasks that implement it."""

from generator.model.portal import Task
from generator.view import urls, views
from generator.view.values import Values

_GENERAL_GROUNDS = frozenset({"Luật", "Công văn", "Tờ trình"})
"""Kinds of documents that plans cite as legal basis or occasion, not as a programme that they implement."""


class Threads:
    """Makes the threads of a portal's tasks."""

    def __init__(self, values: Values) -> None:
        self.values = values

    def thread(self, task: Task) -> tuple[views.ThreadNode, ...]:
        """Return a task's thread: documents and tasks above, itself, sub-tasks, tasks that implement it."""
        plan = self.values.portal.plans[task.plan_id]
        nodes = [*self.thread_of_documents(plan.record.document)]
        for link in task.record.implements:
            above = self.values.portal.task_by_key[link.task]
            nodes.append(self.thread_task(above, link.basis))
        if task.record.parent is not None:
            nodes.append(self.thread_task(plan.tasks[task.record.parent], "stated"))
        here = self.values.t("site.thread.here", number=task.number, plan=plan.record.short_title)
        nodes.append(views.ThreadNode(here, "", task.full_title, here=True))
        nodes.extend(self.thread_task(plan.tasks[number], "stated") for number in task.children)
        nodes.extend(
            self.thread_task(below, link.basis)
            for below, link in self.values.portal.implemented_by.get(task.key, ())
        )
        return tuple(nodes)

    def thread_task(self, task: Task, basis: str) -> views.ThreadNode:
        """Return the entry for another task; `basis` is ``stated`` or ``reading``."""
        plan = self.values.portal.plans[task.plan_id]
        text = self.values.t("site.thread.task", number=task.number, plan=plan.record.short_title)
        note = task.full_title
        return views.ThreadNode(text, urls.task(task), note, basis=basis)

    def thread_of_documents(
        self, document_id: str, seen: frozenset[str] = frozenset()
    ) -> list[views.ThreadNode]:
        """Return the documents that a document implements or is based on, the highest first, each once.

        `seen` are ids passed on the way, so that a cycle of relations ends.
        """
        found: list[views.ThreadNode] = []
        if document_id in seen:
            return found
        document = self.values.portal.documents[document_id].record
        for relation in document.relations:
            above = self.values.portal.documents[relation.document].record
            if relation.type == "based_on" and above.kind in _GENERAL_GROUNDS:
                continue
            if relation.type not in {"implements", "based_on"}:
                continue
            for node in self.thread_of_documents(relation.document, seen | {document_id}):
                if node.url not in {n.url for n in found}:
                    found.append(node)
            held = self.values.t("site.document.held" if above.held else "site.document.only-cited")
            node = views.ThreadNode(
                text=self.values.source_label(relation.document),
                url=urls.document(relation.document),
                note=f"{above.title} · {held}" if above.title else held,
            )
            if node.url not in {n.url for n in found}:
                found.append(node)
        return found
