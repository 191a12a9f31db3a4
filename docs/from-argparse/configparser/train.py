"""Train, configured with configparser."""

import configparser
import sys
from pathlib import Path

from fit import fit

CHOICES = {
    "model": ["lstm", "lstmattn", "bert"],
    "optimizer": ["adam", "adamw"],
    "scheduler": ["plateau", "cosine", "none"],
}


def optional_float(text):
    return None if text == "none" else float(text)


def strings(text):
    return [item.strip() for item in text.split(",") if item.strip()]


def integers(text):
    return [int(item) for item in strings(text)]


def parse():
    config = configparser.ConfigParser(
        interpolation=None,
        converters={
            "optional_float": optional_float,
            "strings": strings,
            "integers": integers,
            "path": Path,
        },
    )
    with Path(__file__).with_name("config.ini").open() as file:
        config.read_file(file)
    for word in sys.argv[1:]:
        name, _, value = word.partition("=")
        section, _, key = name.rpartition(".")
        if not config.has_option(section, key):
            sys.exit(f"train.py: unknown key {name!r}")
        config.set(section, key, value)
    for section, names in CHOICES.items():
        if config[section]["name"] not in names:
            sys.exit(f"train.py: {section}.name: expected {', '.join(names)}")
    return config


def main():
    config = parse()
    model, data, train = config["model"], config["data"], config["train"]
    optimizer, scheduler = config["optimizer"], config["scheduler"]
    fit(
        model={
            "name": model["name"],
            "hidden_dim": model.getint("hidden_dim"),
            "n_layers": model.getint("n_layers"),
            "head_dims": model.getintegers("head_dims"),
            "dropout": model.getfloat("dropout"),
        },
        data={
            "data_dir": data.getpath("data_dir"),
            "file_name": data["file_name"],
            "max_seq_len": data.getint("max_seq_len"),
            "shuffle": data.getboolean("shuffle"),
        },
        optimizer={
            "name": optimizer["name"],
            "lr": optimizer.getfloat("lr"),
            "weight_decay": optimizer.getfloat("weight_decay"),
        },
        scheduler={"name": scheduler["name"], "patience": scheduler.getint("patience")},
        n_epochs=train.getint("n_epochs"),
        batch_size=train.getint("batch_size"),
        clip_grad=train.getoptional_float("clip_grad"),
        seed=train.getint("seed"),
        tags=train.getstrings("tags"),
        run_name=train["run_name"],
    )


if __name__ == "__main__":
    main()
