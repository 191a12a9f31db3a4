"""Many programs, as ``[[tool.configbench.programs]]`` states them: each audited, or remembered."""
