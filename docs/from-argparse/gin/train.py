"""Train, configured with Gin."""

import importlib.util  # noqa: F401  Gin 0.5.0 looks for files with it, and does not import it
from pathlib import Path

import gin
from absl import app, flags
from fit import fit

GIN_FILE = flags.DEFINE_multi_string(
    "gin_file", [str(Path(__file__).with_name("config.gin"))], "Files of bindings."
)
GIN_PARAM = flags.DEFINE_multi_string(
    "gin_param", None, "Bindings over the files: 'train.n_epochs = 5'."
)


def network(name):
    def build(hidden_dim, n_layers, head_dims, dropout):
        return {
            "name": name,
            "hidden_dim": hidden_dim,
            "n_layers": n_layers,
            "head_dims": head_dims,
            "dropout": dropout,
        }

    return build


def optimizer(name):
    def build(lr, weight_decay):
        return {"name": name, "lr": lr, "weight_decay": weight_decay}

    return build


def scheduler(name):
    def build(patience):
        return {"name": name, "patience": patience}

    return build


# With classes of a library: gin.external_configurable(torch.optim.Adam).
for make, names in {
    network: ["lstm", "lstmattn", "bert"],
    optimizer: ["adam", "adamw"],
    scheduler: ["plateau", "cosine", "none"],
}.items():
    for name in names:
        gin.external_configurable(make(name), name)


@gin.configurable
def data(data_dir, file_name, max_seq_len, shuffle):
    return {
        "data_dir": Path(data_dir),
        "file_name": file_name,
        "max_seq_len": max_seq_len,
        "shuffle": shuffle,
    }


@gin.configurable
def train(
    model,
    data,
    optimizer,
    scheduler,
    n_epochs,
    batch_size,
    clip_grad,
    seed,
    tags,
    run_name,
):
    fit(
        model=model,
        data=data,
        optimizer=optimizer,
        scheduler=scheduler,
        n_epochs=n_epochs,
        batch_size=batch_size,
        clip_grad=clip_grad,
        seed=seed,
        tags=tags,
        run_name=run_name,
    )


def main(argv):
    if len(argv) > 1:
        raise app.UsageError(f"Too many command-line arguments: {argv[1:]}")
    gin.parse_config_files_and_bindings(GIN_FILE.value, GIN_PARAM.value)
    train()


if __name__ == "__main__":
    app.run(main)
