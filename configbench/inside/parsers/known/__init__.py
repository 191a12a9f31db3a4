"""The parsers that are known: by module, who wraps its entry points.

To add a library: a file here with ``hook(module)``, and a line for each module of it that has an
entry point.
"""

KNOWN = {
    "argparse": ("of_argparse",),
}
