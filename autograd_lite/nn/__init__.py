"""torch.nn in small: `nn.functional` holds the losses and activations that introductory code imports."""

from . import functional
