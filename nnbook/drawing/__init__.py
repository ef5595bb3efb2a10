"""The drawing language both hosts speak."""
