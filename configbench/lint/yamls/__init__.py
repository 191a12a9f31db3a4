"""YAML files: read with positions, judged by what the program that loads them makes of them."""
