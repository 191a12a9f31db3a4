"""Train Deep Knowledge Tracing, configured with Typer.

Usage:
    python adapters/typer/train.py --model bert --scheduler cosine --lr 3e-4
    python adapters/typer/train.py --config outputs/run/config.json --n-epochs 5
"""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from shared_model import (
    BERT,
    L1,
    LSTM,
    LSTMATTN,
    Adam,
    AdamW,
    BCEWithLogits,
    CosineAnnealing,
    CsvFile,
    Precision,
    ReduceLROnPlateau,
    SettingError,
    Simulated,
    train,
)


# -- declare
def optional_float(value: str | float) -> float | None:
    """Parse a number or the word none."""
    return None if value == "none" else float(value)


def weights_of(value: str | dict[str, float]) -> Any:
    """Parse JSON; a default, as from a file, is a dictionary already."""
    return json.loads(value) if isinstance(value, str) else value


def below_one(value: float) -> float:
    """Refuse what is out of bounds."""
    if not 0 <= value < 1:
        raise typer.BadParameter(f"{value} is not in 0 <= dropout < 1")
    return value


def above_zero(value: float) -> float:
    """Refuse what is out of bounds."""
    if not value > 0:
        raise typer.BadParameter(f"{value} is not above 0")
    return value


# -- load
def load(args: dict[str, Any]) -> dict[str, Any]:
    """Return the settings, after what is not a setting of its own has been done."""
    del args["config"]
    if args.pop("no_head_dims"):
        args["head_dims"] = []
    if args.pop("no_tags"):
        args["tags"] = []
    args["tags"] = args["tags"] + args.pop("add_tags")
    if args["data"] == "csv" and args["data_dir"] is None:
        raise typer.BadParameter("required with --data csv", param_hint="--data-dir")
    return args


# -- wire
def wire_model(args: dict[str, Any]) -> LSTM | LSTMATTN | BERT:
    """Build the chosen model from its arguments."""
    if args["model"] == "lstm":
        return LSTM(
            hidden_dim=args["hidden_dim"],
            n_layers=args["n_layers"],
            head_dims=args["head_dims"],
        )
    models: dict[str, type[LSTMATTN | BERT]]
    models = {"lstmattn": LSTMATTN, "bert": BERT}
    return models[args["model"]](
        hidden_dim=args["hidden_dim"],
        n_layers=args["n_layers"],
        head_dims=args["head_dims"],
        n_heads=args["n_heads"],
        dropout=args["dropout"],
    )


def wire_data(args: dict[str, Any]) -> Simulated | CsvFile:
    """Build the chosen source of answers."""
    if args["data"] == "csv":
        return CsvFile(
            data_dir=args["data_dir"],
            file_name=args["file_name"],
            max_seq_len=args["max_seq_len"],
            valid_fraction=args["valid_fraction"],
            shuffle=args["shuffle"],
        )
    return Simulated(
        n_students=args["n_students"],
        n_steps=args["n_steps"],
        max_seq_len=args["max_seq_len"],
        valid_fraction=args["valid_fraction"],
        shuffle=args["shuffle"],
    )


def wire_scheduler(args: dict[str, Any]) -> ReduceLROnPlateau | CosineAnnealing | None:
    """Build the chosen schedule of the learning rate."""
    if args["scheduler"] == "plateau":
        return ReduceLROnPlateau(factor=args["factor"], patience=args["patience"])
    if args["scheduler"] == "cosine":
        return CosineAnnealing(t_max=args["t_max"], eta_min=args["eta_min"])
    return None


def wire(args: dict[str, Any]) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    loss = {"bce": BCEWithLogits, "l1": L1}[args["loss"]]
    optimizer = {"adam": Adam, "adamw": AdamW}[args["optimizer"]]
    return {
        "model": wire_model(args),
        "data": wire_data(args),
        "loss": loss(weights=args["weights"]),
        "optimizer": optimizer(
            lr=args["lr"], weight_decay=args["weight_decay"], betas=args["betas"]
        ),
        "scheduler": wire_scheduler(args),
        "n_epochs": args["n_epochs"],
        "batch_size": args["batch_size"],
        "clip_grad": args["clip_grad"],
        "precision": args["precision"],
        "seed": args["seed"],
        "tags": args["tags"],
        "run_name": args["run_name"],
        "run_dir": args["run_dir"],
    }


# -- save
def save(args: dict[str, Any]) -> None:
    """Write all settings to config.json in the folder of the run."""
    settings = {**args, "precision": args["precision"].value}
    args["run_dir"].mkdir(parents=True, exist_ok=True)
    text = json.dumps(settings, indent=2, default=str)
    (args["run_dir"] / "config.json").write_text(text + "\n", encoding="utf-8")


# -- restore
def restore(ctx: typer.Context, files: list[Path]) -> list[Path]:
    """Make the settings in JSON files the defaults, before all other options are read."""
    known = {param.name for param in ctx.command.params} - {"config"}
    defaults: dict[str, Any] = {}
    for file in files:
        try:
            defaults |= json.loads(file.read_text(encoding="utf-8"))
        except ValueError as error:
            raise typer.BadParameter(f"{file}: {error}") from error
        for key in defaults:
            if key not in known:
                raise typer.BadParameter(f"{file}: unknown key {key!r}")
    # None would be no default at all; what is called may return it.
    ctx.default_map = {
        key: (lambda: None) if value is None else value
        for key, value in defaults.items()
    }
    return files


# -- declare
app = typer.Typer()


@app.command()
def main(  # noqa: PLR0913  one parameter for each setting: they are the options
    *,
    config: Annotated[
        list[Path],
        typer.Option(
            callback=restore,
            is_eager=True,
            exists=True,
            dir_okay=False,
            help="JSON file with other defaults, e.g. a saved run; later files count more",
        ),
    ] = [],  # noqa: B006  no setting is ever changed
    n_epochs: Annotated[int, typer.Option(help="passes over the training data")] = 3,
    batch_size: Annotated[int, typer.Option(help="students in a batch")] = 64,
    clip_grad: Annotated[
        float | None,
        typer.Option(
            parser=optional_float, help="largest norm of the gradient, or none"
        ),
    ] = 10.0,
    precision: Annotated[
        Precision, typer.Option(help="arithmetic of the forward pass")
    ] = Precision.FP32,
    seed: Annotated[
        int, typer.Option(envvar="SEED", help="seed of weights and batches")
    ] = 42,
    tags: Annotated[list[str], typer.Option(help="words to find the run by")] = [],  # noqa: B006
    add_tags: Annotated[list[str], typer.Option(help="further words")] = [],  # noqa: B006
    no_tags: Annotated[bool, typer.Option("--no-tags", help="no words")] = False,
    run_name: Annotated[str, typer.Option(help="name of the run")] = "baseline",
    run_dir: Annotated[Path, typer.Option(help="folder of the run")] = Path(
        "outputs/run"
    ),
    model: Annotated[
        Literal["lstm", "lstmattn", "bert"],
        typer.Option(help="network", rich_help_panel="Model"),
    ] = "lstm",
    hidden_dim: Annotated[
        int, typer.Option(help="width of the layers", rich_help_panel="Model")
    ] = 64,
    n_layers: Annotated[
        int, typer.Option(help="number of layers", rich_help_panel="Model")
    ] = 2,
    head_dims: Annotated[
        list[int],
        typer.Option(
            help="widths of the layers behind the network", rich_help_panel="Model"
        ),
    ] = [32],  # noqa: B006
    no_head_dims: Annotated[
        bool,
        typer.Option(
            "--no-head-dims",
            help="no layers behind the network",
            rich_help_panel="Model",
        ),
    ] = False,
    n_heads: Annotated[
        int,
        typer.Option(help="attention heads (lstmattn, bert)", rich_help_panel="Model"),
    ] = 2,
    dropout: Annotated[
        float,
        typer.Option(
            callback=below_one, help="dropout (lstmattn, bert)", rich_help_panel="Model"
        ),
    ] = 0.2,
    data: Annotated[
        Literal["simulated", "csv"], typer.Option(help="source", rich_help_panel="Data")
    ] = "simulated",
    n_students: Annotated[
        int, typer.Option(help="students (simulated)", rich_help_panel="Data")
    ] = 600,
    n_steps: Annotated[
        int,
        typer.Option(help="answers of a student (simulated)", rich_help_panel="Data"),
    ] = 50,
    data_dir: Annotated[
        Path | None,
        typer.Option(help="folder of the file (csv, required)", rich_help_panel="Data"),
    ] = None,
    file_name: Annotated[
        str, typer.Option(help="name of the file (csv)", rich_help_panel="Data")
    ] = "train_data.csv",
    max_seq_len: Annotated[
        int, typer.Option(help="answers the network sees", rich_help_panel="Data")
    ] = 20,
    valid_fraction: Annotated[
        float, typer.Option(help="students kept to validate", rich_help_panel="Data")
    ] = 0.3,
    shuffle: Annotated[
        bool, typer.Option(help="new batches in each epoch", rich_help_panel="Data")
    ] = True,
    loss: Annotated[
        Literal["bce", "l1"], typer.Option(help="loss function", rich_help_panel="Loss")
    ] = "bce",
    weights: Annotated[
        dict[str, float],
        typer.Option(
            parser=weights_of,
            help="factors for the loss of right and of wrong answers, as JSON",
            rich_help_panel="Loss",
        ),
    ] = {"right": 1.0, "wrong": 1.0},  # noqa: B006
    optimizer: Annotated[
        Literal["adam", "adamw"],
        typer.Option(help="optimizer", rich_help_panel="Optimizer"),
    ] = "adam",
    lr: Annotated[
        float,
        typer.Option(
            callback=above_zero, help="learning rate", rich_help_panel="Optimizer"
        ),
    ] = 1e-3,
    weight_decay: Annotated[
        float, typer.Option(help="decay of the weights", rich_help_panel="Optimizer")
    ] = 0.0,
    betas: Annotated[
        tuple[float, float],
        typer.Option(help="decay of the running averages", rich_help_panel="Optimizer"),
    ] = (0.9, 0.999),
    scheduler: Annotated[
        Literal["plateau", "cosine", "none"],
        typer.Option(help="schedule of the learning rate", rich_help_panel="Scheduler"),
    ] = "plateau",
    factor: Annotated[
        float, typer.Option(help="reduction (plateau)", rich_help_panel="Scheduler")
    ] = 0.5,
    patience: Annotated[
        int, typer.Option(help="epochs to wait (plateau)", rich_help_panel="Scheduler")
    ] = 2,
    t_max: Annotated[
        int,
        typer.Option(
            help="epochs to the minimum (cosine)", rich_help_panel="Scheduler"
        ),
    ] = 10,
    eta_min: Annotated[
        float,
        typer.Option(help="least learning rate (cosine)", rich_help_panel="Scheduler"),
    ] = 0.0,
) -> None:
    """Train Deep Knowledge Tracing."""
    # -- main
    args = load(locals())
    settings = wire(args)
    save(args)
    try:
        result = train(**settings)
    except SettingError as error:
        typer.echo(f"train.py: {error}", err=True)
        raise typer.Exit(1) from error
    print(result)


if __name__ == "__main__":
    app()
