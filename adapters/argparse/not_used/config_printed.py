"""Show the settings: a namespace prints itself readably."""

from train import load

print(load())
