"""Settings, how each is spelt, what is typed, and what has to become of it: facts in, data out."""
