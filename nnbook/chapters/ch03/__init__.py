"""Chapter 03: why gradients vanish, and what ReLU changes."""
