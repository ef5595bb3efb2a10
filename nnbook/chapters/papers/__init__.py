"""The papers' table."""
