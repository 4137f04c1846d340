"""The commands of ``portal``: they parse arguments, call the other folders and print messages.

In: arguments, files and the environment.
Out: messages in the user's language and an exit code. Commands import what they need when they run, so that
``portal --help`` is quick.
"""
