"""Computes what the data mean on a given day: states, counts, who must report, targets met, consistency.

In: a `Portal` and a day.
Out: the standing of each task, counts, and data frames for charts and tables.
"""
