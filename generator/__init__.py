"""The portal: a folder of YAML data → a static site.

Folders follow the data, and import only from those before them: ``model``, ``data``, ``measures``,
``view``, ``files``, ``charts``, ``office``, ``sample``, ``pages``, ``build``, ``commands``.
"""
