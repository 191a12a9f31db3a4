"""Everything in the file is text, and is read as what it is meant to be."""

import argparse

import yaml

WORDS = {
    "true": True,
    "yes": True,
    "on": True,
    "false": False,
    "no": False,
    "off": False,
}


def truth(text):
    try:
        return WORDS[text.lower()]
    except (KeyError, AttributeError):
        raise SystemExit(f"config.yaml: {text!r} is neither true nor false") from None


def mode(text):
    if text not in {"off", "fast", "exact"}:
        raise SystemExit(f"config.yaml: the mode is off, fast or exact, not {text!r}")
    return text


TYPES = {"lr": float, "epochs": int, "amp": truth, "mode": mode, "country": str}


def train(args):
    for name, value in sorted(vars(args).items()):
        print(f"{name} = {value!r}")


def main():
    with open("config.yaml") as file:
        content = yaml.load(file, yaml.BaseLoader)
    if not isinstance(content, dict) or set(content) != set(TYPES):
        raise SystemExit(f"config.yaml: it wants {', '.join(TYPES)}")
    for name, value in content.items():
        if not isinstance(value, str):
            raise SystemExit(f"config.yaml: {name} cannot be {value!r}")
    train(argparse.Namespace(**{key: TYPES[key](content[key]) for key in TYPES}))


if __name__ == "__main__":
    main()
