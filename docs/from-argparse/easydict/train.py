"""Train, configured with EasyDict and a YAML file."""

import sys
from ast import literal_eval
from pathlib import Path

import yaml
from easydict import EasyDict
from fit import fit

CHOICES = {
    "model": ["lstm", "lstmattn", "bert"],
    "optimizer": ["adam", "adamw"],
    "scheduler": ["plateau", "cosine", "none"],
}


def parse():
    text = Path(__file__).with_name("config.yaml").read_text()
    cfg = EasyDict(yaml.safe_load(text))
    words = sys.argv[1:]
    for path, text in zip(words[::2], words[1::2], strict=True):
        *sections, key = path.split(".")
        target = cfg
        for section in sections:
            target = target[section]
        try:
            value = literal_eval(text)
        except (ValueError, SyntaxError):
            value = text
        old = target[key]  # an unknown key is an error here
        if None not in (value, old) and type(value) is not type(old):
            sys.exit(f"train.py: {path} is {value!r}, expected {type(old).__name__}")
        target[key] = value
    for section, names in CHOICES.items():
        if cfg[section].name not in names:
            sys.exit(f"train.py: {section}.name: expected {', '.join(names)}")
    cfg.data.data_dir = Path(cfg.data.data_dir)
    return cfg


def main():
    fit(**parse())


if __name__ == "__main__":
    main()
