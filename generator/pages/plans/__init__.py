"""Pages of plans, their tasks and areas.

In: a measured portal.
Out: page specs of the lists of plans, tasks and areas, and of each plan, task and area.
"""
