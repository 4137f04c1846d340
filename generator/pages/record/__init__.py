"""Pages about the data itself: how it changed, what it was built from, where documents contradict each other.

In: a measured portal, its history, or the published data.
Out: page specs of the log, the build page, the contradictions and a preview's differences.
"""
