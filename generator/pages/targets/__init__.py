"""Pages of targets and indicators.

In: a measured portal.
Out: targets by plan, indicators with their figures, the four headline indices.
"""
