"""Home, the committee's page, and what every page shares.

In: a measured portal.
Out: home, steering, site map, parts of hand-written pages.
"""
