"""What all experiments share: sweeps, the digits' splits, stacks of networks trained side by side."""
