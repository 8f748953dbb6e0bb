"""Which way a metric gets better, as far as its name tells. Pure."""

import re
from typing import Final, Literal, TypeAlias

Direction: TypeAlias = Literal["higher", "lower", ""]

# Those that have no upper end.
ERRORS: Final = frozenset(
    {"loss", "error", "mae", "mse", "rmse", "mape", "smape", "rmsle", "wape", "perplexity"}
)
LOWER: Final = ERRORS | {
    *("false", "fpr", "fnr", "fdr", "brier", "ece", "wer", "cer", "ter", "fid", "kl", "bpb"),
    *("latency", "deviance", "divergence", "distance", "regret", "violations", "misses"),
}
HIGHER: Final = frozenset(
    {
        *("accuracy", "acc", "auc", "auroc", "aucpr", "auprc", "roc", "precision", "recall"),
        *("f", "fbeta", "r", "score", "ap", "map", "iou", "miou", "dice", "jaccard", "bleu"),
        *("rouge", "meteor", "ndcg", "mrr", "hits", "kappa", "mcc", "tpr", "tnr", "specificity"),
        *("sensitivity", "gini", "ks", "psnr", "ssim", "true", "reward", "hit"),
    }
)


def direction(name: str) -> Direction:
    """Which values are better; "" where the name does not tell. Its first telling word decides.

    >>> [direction(one) for one in ("log_loss", "auc", "recall_at_1pct_fpr", "false_positive_rate")]
    ['lower', 'higher', 'higher', 'lower']
    >>> [direction(one) for one in ("f1", "valLoss", "examples", "best_epoch", "")]
    ['higher', 'lower', '', '', '']
    """
    words = re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower())
    for word in words:
        if word in LOWER:
            return "lower"
        if word in HIGHER:
            return "higher"
    return ""
