"""Prepares what pages show: texts, links and states, each with its source, and renders them as HTML.

In: a measured portal and the string catalogue.
Out: typed views with receipts, addresses of pages, HTML made with Jinja.
"""
