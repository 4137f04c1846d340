"""Shared fixtures: sites built once a run, however many workers, and a server that shows them."""
