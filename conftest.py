"""Loads the benchmark plugin, wherever in the repository pytest is started."""

pytest_plugins = ["benchmarks.plugin"]
