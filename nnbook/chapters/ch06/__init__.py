"""Chapter 06: the ladder on real digits."""
