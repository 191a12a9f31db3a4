"""The instrument: runs any program in a place that holds, and looks at what arrives."""

__version__ = "0.1.0"
