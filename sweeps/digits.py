"""Make nnbook/data/digits.npz from scikit-learn's copy of the UCI digits.

python -m sweeps.digits
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

TARGET = Path(__file__).parents[1] / "nnbook" / "data" / "digits.npz"


def main() -> None:
    digits = load_digits()
    # The pixels are whole numbers 0 ... 16, so a byte each loses nothing.
    images, labels = digits.data.astype(np.uint8), digits.target.astype(np.uint8)
    np.savez_compressed(TARGET, images=images, labels=labels)
    print(f"{TARGET.name}: {len(labels)} images, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
