"""What enters a looked-at program: standard library only, Python 3.8 and newer."""
