"""Hooks: a learner's own function, called in the middle of a backward pass.

A hook on a tensor sees (and may replace) the gradient that arrives there; a hook on a node sees what goes in and what
comes out. They run in torch's order: tensor hooks, `retain_grad`, hooks before the node, the rule, hooks after it.
"""

from __future__ import annotations

import itertools
import weakref

from .. import dtypes
from ..refusals import refuse
from ..tensor import Tensor, wrap
from .accumulation import add_to_grad
from .graph import AccumulateGrad, Node, doors

_next_key = itertools.count().__next__


class RemovableHandle:
    """What registering a hook returns: `remove()` takes the hook off again."""

    def __init__(self, hooks: dict, key: int):
        self.hooks, self.id = hooks, key

    def remove(self) -> None:
        """Take the hook off; a second call does nothing."""
        self.hooks.pop(self.id, None)


def add_hook(hooks: dict, entry) -> RemovableHandle:
    """Put a hook into a dictionary of hooks and return its handle."""
    key = _next_key()
    hooks[key] = entry
    return RemovableHandle(hooks, key)


class NodeHooks:
    """The hooks of one node."""

    __slots__ = ("after", "before", "metadata", "retained", "tensor")
    in_use = False  # as long as there are neither hooks nor Functions of a learner's own, no pass looks for them

    def __init__(self):
        NodeHooks.in_use = True
        self.tensor = {}  # pairs (output number, hook)
        self.retained = {}  # output number -> weak reference to the tensor that asked with retain_grad()
        self.before, self.after, self.metadata = {}, {}, {}

    def arriving(self, gradient):
        """Show the gradient (a list of them for several outputs) to the hooks on tensors, and retain it."""
        parts = gradient if gradient.__class__ is list else [gradient]
        for nr, hook in tuple(self.tensor.values()):
            if parts[nr] is not None:
                given = _shown(parts[nr])
                parts[nr] = _like(parts[nr], _checked(hook, hook(given), given))
        for nr, reference in self.retained.items():
            tensor = reference()
            if tensor is not None and parts[nr] is not None:
                add_to_grad(tensor, parts[nr])
        return gradient if gradient.__class__ is list else parts[0]

    def entering(self, gradient):
        """Run the hooks registered with `Node.register_prehook`."""
        for hook in tuple(self.before.values()):
            parts = gradient if gradient.__class__ is list else [gradient]
            given = tuple([_shown(p) for p in parts])
            parts = [_like(p, g) for p, g in zip(parts, _checked_tuple(hook, hook(given), given), strict=True)]
            gradient = parts if gradient.__class__ is list else parts[0]
        return gradient

    def leaving(self, node, returned, gradient):
        """Run the hooks registered with `Node.register_hook` on what the rule returned."""
        if self.after:
            recorded = isinstance((gradient if gradient.__class__ is list else [gradient])[0], Tensor)
            sent = tuple([_shown(g) for g in (returned if returned.__class__ is tuple else (returned,))])
            sent += (None,) * (len(node.next_functions) - len(sent))
            arrived = tuple([_shown(g) for g in (gradient if gradient.__class__ is list else [gradient])])
            for hook in tuple(self.after.values()):
                sent = _checked_tuple(hook, hook(sent, arrived), sent)
            returned = tuple([s if recorded or s is None else s._data for s in sent])
        return returned


def _shown(gradient):
    return gradient if gradient is None or isinstance(gradient, Tensor) else wrap(gradient)


def _like(before, tensor):
    """Return what a hook gave in the form that the engine works with: a tensor, or its plain value."""
    return tensor if tensor is None or isinstance(before, Tensor) else tensor._data


def _checked(hook, returned, given: Tensor) -> Tensor:
    """Return the gradient after a hook. Raises TypeError or RuntimeError where the hook returned something else."""
    if returned is None:
        return given
    if not isinstance(returned, Tensor):
        raise refuse("hook_type", type=type(returned).__name__)
    name = getattr(hook, "__name__", type(hook).__name__)
    if returned._data.dtype != given._data.dtype:
        names = [dtypes.TYPE_NAMES[t.dtype] for t in (given, returned)]
        raise refuse("hook_dtype", name=name, was=names[0], got=names[1])
    if returned._data.shape != given._data.shape:
        raise refuse("hook_size", name=name)
    return returned


def _checked_tuple(hook, returned, given: tuple) -> tuple:
    if returned is None:
        return given
    if not isinstance(returned, tuple):
        raise refuse("hook_tuple", type=type(returned).__name__)
    if len(returned) != len(given):
        raise refuse("hook_count", name=hook.__name__, got=len(returned), expected=len(given))
    return tuple([r if r is None or g is None else _checked(hook, r, g) for r, g in zip(returned, given, strict=True)])


# --- on nodes --------------------------------------------------------------------------------------------------


def hooks_of(node: Node) -> NodeHooks:
    """Return the node's hooks, made on first use: few nodes have any."""
    if isinstance(node, AccumulateGrad):
        return hooks_at(node.variable)
    if node._hooks is None:
        node._hooks = NodeHooks()
    return node._hooks


def hooks_on(place) -> NodeHooks | None:
    """Return the hooks of a node or of a leaf, if there are any."""
    if place.__class__ is Tensor:
        return place._extras and place._extras.hooks
    return place._hooks


def _metadata(self) -> dict:
    """A dictionary for notes on this node; anomaly mode leaves the forward line there, under 'traceback_'."""
    notes = hooks_of(self).metadata
    notes.update(getattr(self._number, "notes", {}))
    return notes


def _register_node_hook(self, hook) -> RemovableHandle:
    """Call `hook(grad_inputs, grad_outputs)` after this node has run; a tuple it returns replaces grad_inputs."""
    return add_hook(hooks_of(self).after, hook)


def _register_prehook(self, hook) -> RemovableHandle:
    """Call `hook(grad_outputs)` before this node runs; a tuple it returns replaces them."""
    return add_hook(hooks_of(self).before, hook)


Node.metadata = property(_metadata)
Node.register_hook, Node.register_prehook = _register_node_hook, _register_prehook


def others_code(order, roots) -> bool:
    """Return True if code of the learner's own may run in a pass over these nodes: hooks, or a Function."""
    if not NodeHooks.in_use:
        return False
    edges = [*roots, *[edge for node in order for edge in node._edges]]
    extras = [edge._extras for edge in edges if edge.__class__ is Tensor and edge._extras is not None]
    return any([node._learners or node._hooks for node in order]) or any([e.hooks or e.post_accumulate for e in extras])


def shown(place, gradient, captured: dict, ends):
    """Show what arrives at a node or leaf to the hooks before it, and keep it if it was asked for, in torch's order."""
    hooks, is_leaf = hooks_on(place), place.__class__ is Tensor
    if not is_leaf:  # grad() shows a computed tensor's gradient before its hooks,
        _capture(place, gradient, captured)
    if hooks is not None:
        gradient = hooks.arriving(gradient)
    if is_leaf:  # and a leaf's after them
        _capture(place, gradient, captured)
    return gradient if hooks is None or place in ends else hooks.entering(gradient)


def _capture(place, gradient, captured: dict) -> None:
    if place in captured:
        captured[place] = gradient
    elif gradient.__class__ is list:
        captured.update({e: part for e, part in zip(doors(place), gradient, strict=True) if e in captured})


# --- on tensors ------------------------------------------------------------------------------------------------


def hooks_at(tensor: Tensor) -> NodeHooks:
    """Return the hooks of the place where gradients for `tensor` arrive: its node, or the leaf itself."""
    if tensor._edge is not None:
        return hooks_of(tensor.grad_fn)
    extras = tensor._extra()
    extras.hooks = extras.hooks or NodeHooks()
    return extras.hooks


def register_hook(self, hook) -> RemovableHandle:
    """Call `hook(grad)` when the gradient of this tensor is known; a tensor it returns replaces the gradient.

    Returns a handle with `remove()`. Raises RuntimeError for a tensor that does not require grad.

    >>> x = torch.tensor(3.0, requires_grad=True)
    >>> handle = x.register_hook(lambda grad: grad * 10)
    >>> (x * x).backward(); x.grad
    tensor(60.)
    """
    if not self._requires_grad:
        raise refuse("hook_without_grad")
    return add_hook(hooks_at(self).tensor, (self.output_nr, hook))


def register_post_accumulate_grad_hook(self, hook) -> RemovableHandle:
    """Call `hook(leaf)` after a backward pass has added to `leaf.grad`. Raises RuntimeError unless this is a leaf."""
    if not self._requires_grad:
        raise refuse("hook_without_grad")
    if self._edge is not None:
        raise refuse("post_hook_nonleaf")
    extras = self._extra()
    NodeHooks.in_use, extras.post_accumulate = True, extras.post_accumulate or {}
    return add_hook(extras.post_accumulate, hook)


def retain_grad(self) -> None:
    """Ask backward to keep the gradient of this computed tensor in `.grad`; for a leaf it does so anyway.

    Raises RuntimeError for a tensor that does not require grad.
    """
    if not self._requires_grad:
        raise refuse("retain_without_grad")
    if self._edge is not None:
        self._extra().retains_grad = True
        hooks_at(self).retained[self.output_nr] = weakref.ref(self)


Tensor.register_hook, Tensor.retain_grad = register_hook, retain_grad
Tensor.register_post_accumulate_grad_hook = register_post_accumulate_grad_hook
