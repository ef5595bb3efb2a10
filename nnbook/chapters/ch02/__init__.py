"""Chapter 02: how backpropagation finds the weights."""
