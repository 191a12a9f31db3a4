"""The settings, and a preset."""

from ml_collections import config_dict  # type: ignore[import-untyped]  # it ships none


def get_config(preset: str = "default") -> config_dict.ConfigDict:
    """Return the settings of a preset."""
    presets = {"default": {}, "small": {"width": 16, "layers": 1}}
    config = config_dict.create(width=64, layers=2, lr=0.001)
    config.update(presets[preset])
    return config
