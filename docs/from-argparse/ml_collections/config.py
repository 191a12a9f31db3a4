"""All settings and their defaults."""

from ml_collections import config_dict


def get_config():
    config = config_dict.ConfigDict()
    config.model = config_dict.create(
        name="lstm",  # or lstmattn, bert
        hidden_dim=64,
        n_layers=2,
        head_dims=(32,),  # a flag sets a tuple, but no list
        dropout=0.2,
    )
    config.data = config_dict.create(
        data_dir="data", file_name="train_data.csv", max_seq_len=20, shuffle=True
    )
    config.optimizer = config_dict.create(
        name="adam",  # or adamw
        lr=1e-3,
        weight_decay=0.0,
    )
    config.scheduler = config_dict.create(
        name="plateau",  # or cosine, none
        patience=2,
    )
    config.n_epochs = 3
    config.batch_size = 64
    # Of any type: the flag of a float takes no None.
    config.clip_grad = config_dict.FieldReference(10.0, field_type=object)
    config.seed = 42
    config.tags = ()
    config.run_name = "baseline"
    return config.lock()
