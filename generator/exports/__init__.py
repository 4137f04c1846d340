"""Downloads: the published tables as files machines read."""
