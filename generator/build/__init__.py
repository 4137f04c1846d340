"""Builds and publishes the site of a root folder, and checks a published site against its manifest.

In: a root folder (``data/``, ``content/``, ``mkdocs.yml``).
Out: a published release, a preview or an export; the result of a verification.
"""
