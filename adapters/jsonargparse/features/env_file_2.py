"""A .env file as TOML, whose syntax its one line has, too.

python env_file_2.py
RUN_LR=0.2 python env_file_2.py
"""

from jsonargparse import auto_cli


def train(lr: float = 0.001) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    auto_cli(
        train,
        parser_mode="toml",
        default_config_files=["env_file/.env"],
        default_env=True,
        env_prefix="RUN",
    )
