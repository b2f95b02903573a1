"""Trains ``late_interaction.safetensors``: ``python -m index.embedding.training XQUAD OUT``.

It trains low-rank adapters of layers 7 to 11, the projection to token vectors and the network that
weights question tokens. The seven layers below are frozen: their states are computed once per text
and cached on disk, so that a step takes less than half of a full forward pass and a window of a
paragraph needs no new pass. sentence-transformers' MultiVectorEncoderTrainer takes texts, not
states, and has no learned token weights: each step would run all twelve layers, in twice the time
on two cores, and the weights would not be trained at all.

torch is imported here only, never in the running program.
"""
