"""torch.nn.functional in small: the losses and activations that introductory code imports."""

from ..ops import activation as _activation
from ..ops import loss as _loss
from ..ops.arguments import door as _door
from ..ops.elementary import tanh as tanh

for _room, _names in (
    (_activation, "relu sigmoid silu logsigmoid gelu softplus leaky_relu elu hardtanh softmax log_softmax"),
    (_loss, "mse_loss l1_loss binary_cross_entropy binary_cross_entropy_with_logits nll_loss cross_entropy"),
    (_loss, "linear one_hot"),
):
    globals().update({name: _door(getattr(_room, name)) for name in _names.split()})
