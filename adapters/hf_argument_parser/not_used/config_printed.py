"""Show the settings: dataclasses print their fields, as the examples of the library log them."""

from train import load

print(*load(), sep="\n")
