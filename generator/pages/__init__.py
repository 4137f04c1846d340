"""The pages of the site, a folder a family.

In: a measured portal and the views.
Out: page specifications, each with its address, template and typed view.
"""
