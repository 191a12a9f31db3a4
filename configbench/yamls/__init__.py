"""YAML, as its readers disagree about it, and read with positions: for whoever judges a file."""
