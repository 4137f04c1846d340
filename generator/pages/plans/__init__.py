"""Pages of plans, their tasks and areas.

In: a measured portal.
Out: plans, the tables of tasks, a page a task, a page an area.
"""
