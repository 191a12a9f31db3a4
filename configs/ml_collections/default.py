"""All settings and their defaults; a config file that changes some imports this one."""

from ml_collections import config_dict  # type: ignore[import-untyped]  # it ships none

from shared_model import Precision


def get_config() -> config_dict.ConfigDict:
    """Return the settings, locked: what builds on them adds no key by mistake."""
    config = config_dict.ConfigDict()
    config.n_epochs = 3
    config.batch_size = 64
    # Of any type: the flag of a float takes no None.
    config.clip_grad = config_dict.FieldReference(10.0, field_type=object)
    config.precision = Precision.FP32
    config.seed = 42
    config.tags = ()
    config.run_name = "baseline"
    config.run_dir = "outputs/run"

    config.model = config_dict.ConfigDict()
    config.model.name = "lstm"  # or lstmattn, bert
    config.model.hidden_dim = 64
    config.model.n_layers = 2
    config.model.head_dims = (32,)
    config.model.n_heads = 2  # lstmattn, bert
    config.model.dropout = 0.2  # lstmattn, bert

    config.data = config_dict.ConfigDict()
    config.data.name = "simulated"  # or csv
    config.data.n_students = 600  # simulated
    config.data.n_steps = 50  # simulated
    config.data.data_dir = config_dict.placeholder(str)  # csv, required
    config.data.file_name = "train_data.csv"  # csv
    config.data.max_seq_len = 20
    config.data.valid_fraction = 0.3
    config.data.shuffle = True

    config.loss = config_dict.ConfigDict()
    config.loss.name = "bce"  # or l1
    config.loss.weights = config_dict.create(right=1.0, wrong=1.0)

    config.optimizer = config_dict.ConfigDict()
    config.optimizer.name = "adam"  # or adamw
    config.optimizer.lr = 1e-3
    config.optimizer.weight_decay = 0.0
    config.optimizer.betas = (0.9, 0.999)

    config.scheduler = config_dict.ConfigDict()
    config.scheduler.name = "plateau"  # or cosine, none
    config.scheduler.factor = 0.5  # plateau
    config.scheduler.patience = 2  # plateau
    config.scheduler.t_max = 10  # cosine
    config.scheduler.eta_min = 0.0  # cosine
    return config.lock()
