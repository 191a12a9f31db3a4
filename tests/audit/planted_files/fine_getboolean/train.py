"""Each value is read as what it is, and what nobody knows is refused."""

import configparser
from types import SimpleNamespace


def train(settings):
    for name, value in sorted(vars(settings).items()):
        print(f"{name} = {value!r}")


def main():
    config = configparser.ConfigParser()
    with open("config.ini") as file:
        config.read_file(file)
    unknown = set(config.sections()) - {"train"}
    unknown |= set(config["train"]) - {"lr", "epochs", "amp", "name"}
    if unknown:
        raise SystemExit(f"config.ini: nobody knows {', '.join(sorted(unknown))}")
    train(
        SimpleNamespace(
            lr=config.getfloat("train", "lr"),
            epochs=config.getint("train", "epochs"),
            amp=config.getboolean("train", "amp"),
            name=config["train"]["name"],
        )
    )


if __name__ == "__main__":
    main()
