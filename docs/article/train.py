"""The article's example with Hydra 1.3: groups, instantiate, one training step.

Usage:
    python train.py model=bert loss=l1 scheduler=cosine data.data_dir="./data"
    python train.py --multirun model=lstm,lstmattn
"""

import hydra
import torch
from hydra.utils import instantiate
from omegaconf import DictConfig


@hydra.main(version_base="1.3", config_path="configs", config_name="config")
def main(config: DictConfig) -> None:
    torch.manual_seed(config.seed)
    model = instantiate(config.model)
    loss_function = instantiate(config.loss)
    optimizer = instantiate(config.optimizer)(model.parameters())
    scheduler = instantiate(config.scheduler)(optimizer)

    # Random answers stand for the file that data.data_dir and data.file_name name.
    answers = torch.rand(8, 20, 1)
    wanted = torch.rand(8, config.num_classes)
    loss = loss_function(model(answers), wanted)
    loss.backward()
    optimizer.step()

    parts = (model, loss_function, optimizer, scheduler)
    print(*(type(part).__name__ for part in parts), config.data.data_dir)
    print(f"loss {loss.item():.4f}")


if __name__ == "__main__":
    main()
