"""One recipe per stored file: `python -m sweeps.starts` computes nnbook/data/starts.npz again.

A recipe names an experiment and its axes; `recipe` runs, resumes and saves. The package imports nothing here.
"""
