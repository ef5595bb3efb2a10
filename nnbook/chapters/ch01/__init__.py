"""Chapter 01: one unit, and why it cannot do XOR."""
