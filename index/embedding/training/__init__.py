"""Makes ``late_interaction.safetensors`` again: ``python -m index.embedding.training XQUAD OUT``.

Trained are low-rank adapters of layers 7 to 11, the projection to token vectors and the network
that weighs a question's tokens. The seven layers below stay as they are: their states are computed
once for every text and kept on disk, so that a step costs less than half of a full pass, and
cutting a window out of a paragraph costs nothing. sentence-transformers' MultiVectorEncoderTrainer
takes texts, not states, and has no learned token weights; with it each step would run all twelve
layers, twice the time on two cores, and the weights would not be trained at all.

torch is imported here and nowhere in the running program.
"""
