"""Small, readable neural networks in NumPy: every figure of the book runs on this package."""

__version__ = "0.1.0"
