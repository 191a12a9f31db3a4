"""Help with a text for each setting: a template of one's own, to which Hydra adds the config."""

from hydra.conf import HelpConf
from train import store, task

TEMPLATE = """
model.hidden_dim: width of the network
model.n_layers: depth of the network
model.head_dims: widths of the layers behind the network
data.n_students: how many answer
data.n_steps: how many questions each of them answers
data.max_seq_len: answers that the network sees at once
data.valid_fraction: part of the students kept for validation
data.shuffle: whether batches are drawn anew in every epoch
loss.weights: factors of each kind of answer
optimizer.lr: learning rate
optimizer.weight_decay: pull of the weights towards nothing
optimizer.betas: decay of the running means
scheduler.factor: what the learning rate is multiplied with
scheduler.patience: epochs without a better AUC before that
n_epochs: how often all answers are seen
batch_size: sequences in a batch
clip_grad: largest norm of the gradient
precision: of the forward pass
seed: of all that is drawn
tags: words to find the run by
run_name: what the run is called

$CONFIG
"""

if __name__ == "__main__":
    store(HelpConf(template=TEMPLATE), group="hydra/help", name="explained")
    store.add_to_hydra_store()
    task.hydra_main(config_name="main", config_path=None, version_base="1.3")
