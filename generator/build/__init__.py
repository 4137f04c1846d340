"""From a root folder to a published site.

In: a root.
Out: a release of pages and files, sealed and made current; a preview; an export; what verifies them.
"""
