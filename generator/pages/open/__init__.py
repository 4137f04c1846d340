"""Open data: what programs and other sites take.

In: a measured portal and the other pages.
Out: the data page, the API's guide, the gallery of embeds, feeds.
"""
