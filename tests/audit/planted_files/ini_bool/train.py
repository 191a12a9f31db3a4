"""Everything in the file is text, and text that is not empty is true."""

import argparse
import configparser
from types import SimpleNamespace


def train(settings):
    for name, value in sorted(vars(settings).items()):
        print(f"{name} = {value!r}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="config.ini")
    config = configparser.ConfigParser()
    config.read(parser.parse_args().config)
    section = config["train"]
    train(
        SimpleNamespace(
            lr=config.getfloat("train", "lr", fallback=0.1),
            epochs=int(float(section.get("epochs", "3"))),
            amp=bool(section.get("amp", "")),
            shuffle=section.get("shuffle", "True") == "True",
        )
    )


if __name__ == "__main__":
    main()
