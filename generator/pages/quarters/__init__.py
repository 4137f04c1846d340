"""Pages of reporting quarters.

In: a measured portal.
Out: page specs of quarters, of the snapshots of closed quarters and of the changes between them; press kits.
"""
