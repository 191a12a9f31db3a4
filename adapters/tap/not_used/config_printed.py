"""Show the settings: arguments print themselves readably."""

from train import load

print(load())
