"""Train a knowledge tracing model.

bash launch.sh, or see README.md
"""

import argparse
import ast

import yaml
from fit import fit, load_data


def str2bool(v):
    if v.lower() in ("yes", "true", "t", "y", "1"):
        return True
    if v.lower() in ("no", "false", "f", "n", "0"):
        return False
    raise argparse.ArgumentTypeError("Boolean value expected.")


def get_args():
    parser = argparse.ArgumentParser(description="Train a knowledge tracing model")
    parser.add_argument("--config", default=None, type=str, help="yaml with settings")

    # data
    group = parser.add_argument_group("data")
    group.add_argument(
        "--data-dir", default="data", type=str, help="folder of the files"
    )
    group.add_argument("--train_file", default="train.csv", type=str)
    group.add_argument("--valid-file", default="valid.csv", type=str)
    group.add_argument(
        "--columns", default="user,item,label", type=str, help="comma separated"
    )
    group.add_argument("--max_seq_len", default=200, type=int)
    group.add_argument("--min-seq-len", default=5, type=int)
    group.add_argument("--valid_fraction", default=0.1, type=float)
    group.add_argument("--folds", default=[0], type=int, nargs="+")
    group.add_argument("--num-workers", default=4, type=int)
    group.add_argument(
        "--pin-mem", action="store_true", default=True, help="pin CPU memory"
    )
    group.add_argument(
        "--no_shuffle", action="store_false", dest="shuffle", default=True
    )
    group.add_argument(
        "--drop-last", type=bool, default=False, help="drop the last batch"
    )
    group.add_argument("--cache_dir", default=None, type=str)
    group.add_argument(
        "--max-samples", default=None, type=str, help="e.g. 1e5 (default: all)"
    )
    group.add_argument(
        "--augment", default={}, type=eval, help="e.g. \"{'mask': 0.1}\""
    )

    # model
    group = parser.add_argument_group("model")
    group.add_argument(
        "--model", default="transformer", choices=["lstm", "gru", "transformer"]
    )
    group.add_argument("--hidden-dim", default=256, type=int)
    group.add_argument("--embedding_dim", default=0, type=int, help="0: as hidden-dim")
    group.add_argument("--num_layers", default=4, type=int)
    group.add_argument("--num-heads", default=8, type=int)
    group.add_argument("--head_dims", default=[256, 64], type=ast.literal_eval)
    group.add_argument("--dropout", default=0.1, type=float)
    group.add_argument(
        "--attn-dropout", default=None, type=float, help="default: as dropout"
    )
    group.add_argument("--activation", default="gelu", choices=["gelu", "relu", "silu"])
    group.add_argument("--norm", default="pre", choices=["pre", "post"])
    group.add_argument(
        "--tie_weights", default=True, type=lambda x: x.lower() == "true"
    )
    group.add_argument("--bias", default=True, type=bool)
    group.add_argument("--init-std", default="0.02", type=str)
    group.add_argument(
        "--pos_encoding", default="learned", choices=["sin", "learned", "rotary"]
    )
    group.add_argument("--pretrained", default="", type=str)
    group.add_argument("--freeze", default=[], nargs="*", help="parameters to freeze")

    # optimizer
    group = parser.add_argument_group("optimizer")
    group.add_argument(
        "--optimizer", default="adamw", choices=["sgd", "adam", "adamw", "lion"]
    )
    group.add_argument("--lr", default=1e-3, type=float)
    group.add_argument(
        "--weight-decay", default=0.01, type=float, help="(default: 0.05)"
    )
    group.add_argument("--betas", default="0.9,0.999", type=str)
    group.add_argument("--eps", default=1e-8, type=float)
    group.add_argument("--momentum", default=0.9, type=float, help="sgd only")
    group.add_argument(
        "--nesterov", default=False, type=str2bool, nargs="?", const=True
    )
    group.add_argument("--clip_grad", default=1.0, type=float, help="0: no clipping")
    group.add_argument("--no-decay", default=["bias", "norm"], nargs="+")
    group.add_argument("--layer-decay", default=None, type=float)
    group.add_argument("--accum-steps", default=1, type=int)
    group.add_argument("--scale_lr", action="store_true", help="lr * total batch / 256")
    group.add_argument("--fused", default=False, type=bool)

    # schedule
    group = parser.add_argument_group("schedule")
    group.add_argument("--epochs", default=20, type=int)
    group.add_argument("--max-steps", default=-1, type=int, help="-1: by epochs")
    group.add_argument("--batch-size", default=64, type=int)
    group.add_argument(
        "--eval_batch_size", default=None, type=int, help="default: twice batch-size"
    )
    group.add_argument(
        "--scheduler", default="cosine", choices=["cosine", "linear", "step", "none"]
    )
    group.add_argument(
        "--warmup", default=0.05, type=float, help="below 1: fraction, else steps"
    )
    group.add_argument("--min-lr", default=1e-6, type=float)
    group.add_argument(
        "--milestones", default=[10, 15], type=int, nargs="+", help="step only"
    )
    group.add_argument("--gamma", default=0.1, type=float, help="step only")

    # precision
    group = parser.add_argument_group("precision")
    group.add_argument("--precision", default="bf16", choices=["fp32", "fp16", "bf16"])
    group.add_argument("--amp", default=True, type=bool)
    group.add_argument(
        "--loss_scale", default="dynamic", type=str, help="dynamic, or a number"
    )
    group.add_argument("--tf32", default=True, type=lambda x: x.lower() == "true")
    group.add_argument("--compile", action="store_true")
    group.add_argument("--compile-mode", default="default", type=str)

    # distributed
    group = parser.add_argument_group("distributed")
    group.add_argument("--world-size", default=1, type=int)
    group.add_argument("--local_rank", default=-1, type=int, help="set by the launcher")
    group.add_argument("--dist-backend", default="nccl", choices=["nccl", "gloo"])
    group.add_argument("--dist_url", default="env://", type=str)
    group.add_argument("--find-unused", default=False, type=bool)
    group.add_argument("--sync-bn", action="store_true")
    group.add_argument("--devices", default="0", type=str, help="e.g. 0,1")
    group.add_argument("--shard", default="none", choices=["none", "optimizer", "full"])

    # logging
    group = parser.add_argument_group("logging")
    group.add_argument("--run-name", default=None, type=str)
    group.add_argument("--project", default="kt", type=str)
    group.add_argument("--tags", default=[], nargs="*")
    group.add_argument("--log-every", default=50, type=int)
    group.add_argument(
        "--log_level", default="info", choices=["debug", "info", "warning"]
    )
    group.add_argument("--wandb", default=False, type=bool)
    group.add_argument("--wandb-mode", default="online", choices=["online", "offline"])
    group.add_argument("--out-dir", default="runs", type=str)
    group.add_argument("--log_grad_norm", action="store_true")

    # checkpoints
    group = parser.add_argument_group("checkpoints")
    group.add_argument("--save-every", default=1, type=int, help="epochs (default: 5)")
    group.add_argument("--keep-last", default=3, type=int)
    group.add_argument("--resume", default="", type=str)
    group.add_argument("--save_best", action="store_true", default=True)
    group.add_argument("--monitor", default="auc", type=str)
    group.add_argument("--monitor_mode", default="max", choices=["max", "min"])

    # early stopping
    group = parser.add_argument_group("early stopping")
    group.add_argument(
        "--early_stop", default=False, type=lambda x: x.lower() == "true"
    )
    group.add_argument("--stop-patience", default=5, type=int)
    group.add_argument("--min-delta", default="0.0", type=str)
    group.add_argument("--stop_metric", default="auc", type=str, help="what to stop by")

    # debugging
    group = parser.add_argument_group("debugging")
    group.add_argument("--seed", default=42, type=int, help="(default: 0)")
    group.add_argument("--debug", action="store_true", help="one epoch, no workers")
    group.add_argument(
        "--limit_val", default=None, type=int, help="batches (default: all)"
    )

    # the launcher adds flags of its own
    args, _ = parser.parse_known_args()
    return args


def postprocess(args):
    if args.config:
        with open(args.config) as f:
            vars(args).update(yaml.safe_load(f))
    if args.debug:
        args.epochs = 1
        args.num_workers = 0
        args.wandb = False
    args.total_batch = args.batch_size * args.accum_steps * args.world_size
    if args.scale_lr:
        args.lr = args.lr * args.total_batch / 256
    if not args.embedding_dim:
        args.embedding_dim = args.hidden_dim
    if not args.attn_dropout:
        args.attn_dropout = args.dropout
    if not args.eval_batch_size:
        args.eval_batch_size = 2 * args.batch_size
    if not args.run_name:
        args.run_name = f"{args.model}-s{args.seed}"
    args.run_dir = args.out_dir + "/" + args.run_name
    args.devices = [int(d) for d in args.devices.split(",")]
    return args


def get_data(args):
    load_data(args.data_dir)
    names = ["data_dir", "train_file", "valid_file", "max_seq_len", "min_seq_len"]
    names += [
        "valid_fraction",
        "folds",
        "num_workers",
        "pin_mem",
        "shuffle",
        "drop_last",
    ]
    data = {name: getattr(args, name) for name in names}
    data["cache_dir"] = args.cache_dir
    data["columns"] = args.columns.split(",")
    data["max_samples"] = int(float(args.max_samples)) if args.max_samples else None
    data["augment"] = args.augment
    return data


def get_model(args):
    names = [
        "model",
        "hidden_dim",
        "embedding_dim",
        "num_layers",
        "num_heads",
        "head_dims",
    ]
    names += ["dropout", "attn_dropout", "activation", "norm", "tie_weights", "bias"]
    names += ["pos_encoding", "freeze"]
    model = {name: getattr(args, name) for name in names}
    model["init_std"] = float(args.init_std)
    model["pretrained"] = args.pretrained or None
    return model


def get_optimizer(args):
    names = [
        "optimizer",
        "lr",
        "weight_decay",
        "eps",
        "momentum",
        "nesterov",
        "no_decay",
    ]
    names += ["layer_decay", "accum_steps", "fused", "scale_lr"]
    optimizer = {name: getattr(args, name) for name in names}
    optimizer["betas"] = [float(b) for b in args.betas.split(",")]
    optimizer["clip_grad"] = args.clip_grad or None
    return optimizer


def get_schedule(args):
    names = [
        "epochs",
        "batch_size",
        "eval_batch_size",
        "total_batch",
        "scheduler",
        "warmup",
    ]
    names += ["min_lr", "milestones", "gamma"]
    schedule = {name: getattr(args, name) for name in names}
    schedule["max_steps"] = args.max_steps if args.max_steps > 0 else None
    return schedule


def get_rest(args):
    names = [
        "precision",
        "amp",
        "tf32",
        "compile",
        "compile_mode",
        "world_size",
        "local_rank",
    ]
    names += ["dist_backend", "dist_url", "find_unused", "sync_bn", "devices", "shard"]
    names += [
        "run_name",
        "run_dir",
        "project",
        "tags",
        "log_every",
        "log_level",
        "wandb",
    ]
    names += [
        "wandb_mode",
        "out_dir",
        "log_grad_norm",
        "save_every",
        "keep_last",
        "save_best",
    ]
    names += ["monitor", "monitor_mode", "early_stop", "stop_patience", "seed", "debug"]
    rest = {name: getattr(args, name) for name in names}
    rest["loss_scale"] = (
        None if args.loss_scale == "dynamic" else float(args.loss_scale)
    )
    rest["resume"] = args.resume or None
    rest["min_delta"] = float(args.min_delta)
    rest["limit_val"] = args.limit_val or None
    return rest


def main():
    args = postprocess(get_args())
    settings = get_data(args)
    settings.update(get_model(args))
    settings.update(get_optimizer(args))
    settings.update(get_schedule(args))
    settings.update(get_rest(args))
    fit(settings)


if __name__ == "__main__":
    main()
