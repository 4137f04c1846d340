"""Pages of reporting quarters.

In: a measured portal.
Out: quarters, their frozen snapshots and what changed between them, press kits.
"""
