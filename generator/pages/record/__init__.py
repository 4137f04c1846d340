"""Pages of what happened to the data.

In: a measured portal, its history, or the published data.
Out: log, build, contradictions, preview of differences.
"""
