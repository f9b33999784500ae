"""Lesson 13, the exercises that ask for an operation: the line of the notes, Exp, and Scale with its number."""

import numpy as np

import autograd_lite as torch
from classroom.exercises import AnswerRaised, Exercise, Finding
from classroom.judges import Slip
from classroom.operation_judge import OperationJudge
from classroom.wording import show

# 1 · the line of the notes

W, X = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0, -1.0], [2.0, 10.0]])
ONES, MIXED = np.ones((2, 2)), np.array([[1.0, -2.0], [0.0, 3.0]])

CASES = [
    ((W, X, np.array([[1.0, 1.0], [2.0, 2.0]])), ONES),
    ((W, X, np.array([[1.0, 1.0], [2.0, 2.0]])), 3 * ONES),
    ((W, X, np.array([1.0, -2.0])), ONES),
    ((W, X, np.array(5.0)), ONES),
    ((X, W, np.array([0.0, 4.0])), MIXED),
]

ex13_1 = Exercise(
    name="ex13_1",
    task=(
        "Write the `Line` of the notes: `Line.apply(w, x, b)` gives w·x + b, elementwise. "
        "Its backward receives `grad_out` and returns one gradient per input. "
        "It must also work when b has shape (2,) or ()."
    ),
    answer="Line",
    stub=(
        "class Line(torch.autograd.Function):\n"
        "    @staticmethod\n    def forward(ctx, w, x, b):\n        ...\n\n"
        "    @staticmethod\n    def backward(ctx, grad_out):\n        ..."
    ),
    judge=OperationJudge(
        "Line",
        inputs=("w", "x", "b"),
        forward=lambda w, x, b: w * x + b,
        backward=lambda v, w, x, b: (v * x, v * w, v),
        cases=CASES,
        slips={
            "forgot grad_out": Slip(
                "Your backward returns x, w and 1: it leaves out grad_out. With all ones you cannot see it.",
                like=lambda v, w, x, b: (x, w, np.ones_like(v)),
            ),
            "grad_out only for b": Slip(
                "b gets grad_out, but w and x do not. Every local derivative is multiplied by grad_out.",
                like=lambda v, w, x, b: (x, w, v),
            ),
            "swapped": Slip(
                "The gradients of w and x have changed places. Return them in the order of forward's inputs; "
                "the derivative of w·x by w is x.",
                like=lambda v, w, x, b: (v * w, v * x, v),
            ),
            "b not scaled": Slip(
                "The gradient of b is 1 times grad_out, not 1.",
                like=lambda v, w, x, b: (v * x, v * w, np.ones_like(v)),
            ),
            "two gradients": Slip(
                "forward has three inputs, so backward returns three gradients. b counts too.",
                raises=r"incorrect number of gradients",
            ),
        },
    ),
    why="w.grad is x, x.grad is w, b.grad is 1, each times grad_out. The engine summed b's gradient to b's shape.",
    hints=(
        "forward saves what backward will need: ctx.save_for_backward(w, x). Then it returns w*x + b.",
        "backward reads w, x = ctx.saved_tensors. The derivatives of w·x + b by w, x and b are x, w and 1.",
        "Multiply each by grad_out and return all three, in the order w, x, b.",
    ),
    solution_code=(
        "class Line(torch.autograd.Function):\n"
        "    @staticmethod\n    def forward(ctx, w, x, b):\n"
        "        ctx.save_for_backward(w, x)\n        return w*x + b\n\n"
        "    @staticmethod\n    def backward(ctx, grad_out):\n"
        "        w, x = ctx.saved_tensors\n        return grad_out*x, grad_out*w, grad_out"
    ),
    reasoning=(
        "backward gets the gradient of some scalar by the output and passes it on to the inputs. "
        "b need not be saved: no formula uses its value."
    ),
    inferior="return x, w, 1. For out.sum() the numbers look right; for 3*out.sum() they are three times too small.",
    right=(
        "class line(torch.autograd.Function):\n"
        "    @staticmethod\n    def forward(ctx, w, x, b):\n        ctx.save_for_backward(w, x, b)\n"
        "        return w*x+b\n\n"
        "    @staticmethod\n    def backward(ctx, grad_out):\n        w, x, b = ctx.saved_tensors\n"
        "        grad_w = grad_out*x\n        grad_x = grad_out*w\n        grad_b = grad_out\n"
        "        return grad_w, grad_x, grad_b\n\n\nLine = line",
    ),
)

_WRONG_RETURNS = {
    "forgot grad_out": "x, w, torch.ones_like(grad_out)",
    "grad_out only for b": "x, w, grad_out",
    "swapped": "grad_out*w, grad_out*x, grad_out",
    "b not scaled": "grad_out*x, grad_out*w, torch.ones_like(grad_out)",
    "two gradients": "grad_out*x, grad_out*w",
}
_RETURN = "return grad_out*x, grad_out*w, grad_out"
ex13_1.wrong = {
    slip: ex13_1.solution_code.replace(_RETURN, f"return {values}") for slip, values in _WRONG_RETURNS.items()
}

# 2 · a drawer that holds the output

AT_X = [np.array([0.0, 1.0, -2.0]), np.array([[0.5, 2.0], [-1.0, 3.0]]), np.array(1.5)]
EXP_CASES = [((x,), v * np.ones(x.shape)) for x in AT_X for v in (1.0, -3.0)]


class ExpJudge(OperationJudge):
    """Judge Exp by its numbers, then look into its drawer: it should hold the result and nothing else."""

    def __call__(self, answer):
        finding = super().__call__(answer)
        if finding:
            return finding
        answer = getattr(answer, "__self__", answer)
        x = torch.tensor([0.0, 1.0], requires_grad=True)
        out = answer.apply(x)
        kept = out.grad_fn.saved_tensors
        if len(kept) == 1 and torch.equal(kept[0].detach(), out.detach()):
            return None
        if len(kept) == 1 and torch.equal(kept[0].detach(), x.detach()):
            words = "The numbers are right. But the drawer holds x, so backward computes the exponential once more."
            return Finding(words, "kept the input")
        if not kept:
            words = "The numbers are right. But ctx.saved_tensors is empty: what lies on ctx itself is not checked."
            return Finding(words, "kept on ctx")
        return Finding(f"The numbers are right. But the drawer holds {len(kept)} tensors, and the result is enough.")


_EXP = """\
class Exp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        out = torch.exp(x)
        ctx.save_for_backward(out)
        return out

    @staticmethod
    def backward(ctx, grad_out):
        (out,) = ctx.saved_tensors
        return grad_out * out"""

ex13_2 = Exercise(
    name="ex13_2",
    task=(
        "Write `Exp`: `Exp.apply(x)` gives eˣ, elementwise (`torch.exp`). Its slope is its own value, so let the "
        "drawer hold the result and nothing else."
    ),
    answer="Exp",
    stub=(
        "class Exp(torch.autograd.Function):\n"
        "    @staticmethod\n    def forward(ctx, x):\n        ...\n\n"
        "    @staticmethod\n    def backward(ctx, grad_out):\n        ..."
    ),
    judge=ExpJudge(
        "Exp",
        inputs=("x",),
        forward=np.exp,
        backward=lambda v, x: (v * np.exp(x),),
        cases=EXP_CASES,
        slips={
            "forgot grad_out": Slip(
                "Your backward returns the slope alone. It owes the slope times grad_out.",
                like=lambda v, x: (np.exp(x),),
            ),
            "power rule": Slip(
                "That is the rule for powers, x·eˣ⁻¹. In eˣ the exponent moves, and the slope is eˣ again.",
                like=lambda v, x: (v * x * np.exp(x - 1),),
            ),
            "only grad_out": Slip(
                "grad_out goes back as it came. On its way to x it is multiplied by the slope, eˣ.",
                like=lambda v, x: (v,),
            ),
        },
    ),
    why="The slope of eˣ is its height. forward has computed it, so backward needs one multiplication.",
    hints=(
        "forward: name the result, out = torch.exp(x), save it with ctx.save_for_backward(out), return it.",
        "backward: (out,) = ctx.saved_tensors. The comma unpacks a tuple of one.",
        "The slope is out itself. Return grad_out * out.",
    ),
    solution_code=_EXP,
    reasoning="exp is its own slope, so the result is all that backward needs. x may be thrown away.",
    inferior="save x, and compute torch.exp(x) again in backward: the same numbers for twice the work.",
    right=(_EXP.replace("grad_out * out", "out * grad_out"),),
    wrong={
        "forgot grad_out": _EXP.replace("grad_out * out", "out.clone()"),
        "power rule": _EXP.replace("ctx.save_for_backward(out)", "ctx.save_for_backward(x)").replace(
            "(out,) = ctx.saved_tensors\n        return grad_out * out",
            "(x,) = ctx.saved_tensors\n        return grad_out * x * torch.exp(x - 1)",
        ),
        "only grad_out": _EXP.replace("return grad_out * out", "return grad_out"),
        "kept the input": _EXP.replace("ctx.save_for_backward(out)", "ctx.save_for_backward(x)").replace(
            "(out,) = ctx.saved_tensors\n        return grad_out * out",
            "(x,) = ctx.saved_tensors\n        return grad_out * torch.exp(x)",
        ),
        "kept on ctx": _EXP.replace("ctx.save_for_backward(out)", "ctx.out = out").replace(
            "(out,) = ctx.saved_tensors\n        return grad_out * out", "return grad_out * ctx.out"
        ),
    },
)

# 3 · an argument that is no tensor

SCALE_CASES = [((x,), v * np.ones(x.shape)) for x in AT_X for v in (1.0, -2.0)]
SCALES = (3.0, -0.5, 2)
SAVED_A_NUMBER = "save_for_backward can only save variables"
SCALE_SLIPS = {
    "one gradient": Slip(
        "forward has two arguments, x and k, so backward owes two answers. The one for k is None.",
        raises=r"incorrect number of gradients",
    ),
    "gradient for k": Slip(
        "k is no tensor, so it has no gradient to receive. Return None in its place.",
        raises=r"different than None at position|expected Variable or None",
    ),
    "no gradient for x": Slip(
        "x gets nothing: your first answer is None. Answers stand in the order of forward's arguments, x before k.",
        like=None,
    ),
}


class AtNumber(OperationJudge):
    """Judge Scale.apply(x, k) for one k, as an operation on x."""

    def __init__(self, k):
        slips = SCALE_SLIPS | {
            "forgot grad_out": Slip(
                "Your backward returns k. It owes k times grad_out.", like=lambda v, x: (k * np.ones_like(v),)
            ),
            "forgot k": Slip(
                "grad_out goes back as it came. It is multiplied by k on its way.", like=lambda v, x: (v,)
            ),
        }
        super().__init__("Scale", ("x",), lambda x: k * x, lambda v, x: (k * v,), SCALE_CASES, slips)
        self.k = k

    def __call__(self, answer):
        answer = getattr(answer, "__self__", answer)
        problem = self._form(answer)
        if problem:
            return problem
        bound = type("Scale", (answer,), {"apply": classmethod(lambda cls, x: answer.apply(x, self.k))})
        try:
            return super().__call__(bound)
        except AnswerRaised as raised:
            if SAVED_A_NUMBER in str(raised.error):
                return Finding("save_for_backward takes tensors only. Keep the number on ctx: ctx.k = k.", "saved k")
            raise

    def _listing(self, inputs):
        return f"{super()._listing(inputs)}, k={show(self.k)}"

    def _diagnose(self, runs, off):
        if all(grad is None for grads in runs for grad in grads):
            return Finding(self.slips["no gradient for x"].say, "no gradient for x")
        return super()._diagnose(runs, off)


def _judge_scale(answer):
    return next((finding for finding in (AtNumber(k)(answer) for k in SCALES) if finding), None)


_SCALE = """\
class Scale(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, k):
        ctx.k = k
        return x * k

    @staticmethod
    def backward(ctx, grad_out):
        return grad_out * ctx.k, None"""

ex13_3 = Exercise(
    name="ex13_3",
    task="Write `Scale`: `Scale.apply(x, k)` gives k·x. x is a tensor, k a plain number such as 3.0.",
    answer="Scale",
    stub=(
        "class Scale(torch.autograd.Function):\n"
        "    @staticmethod\n    def forward(ctx, x, k):\n        ...\n\n"
        "    @staticmethod\n    def backward(ctx, grad_out):\n        ..."
    ),
    judge=_judge_scale,
    why="Two arguments, two answers: a gradient for x, None for the number. k·x is linear, so x is not needed.",
    hints=(
        "backward needs k. It is a number, so keep it on ctx: ctx.k = k.",
        "The slope of k·x by x is k. Multiply it by grad_out.",
        "Return two things: the gradient of x, and None for k.",
    ),
    solution_code=_SCALE,
    reasoning="The slope of k·x by x is k, whatever x is. None says that k takes part in no derivative.",
    inferior="return grad_out * ctx.k alone. The engine then misses the answer for k and refuses.",
    right=(_SCALE.replace("return grad_out * ctx.k, None", "return ctx.k * grad_out, None"),),
    wrong={
        "one gradient": _SCALE.replace("ctx.k, None", "ctx.k"),
        "gradient for k": _SCALE.replace("ctx.k, None", "ctx.k, grad_out"),
        "no gradient for x": _SCALE.replace("return grad_out * ctx.k, None", "return None, None"),
        "forgot grad_out": _SCALE.replace(
            "return grad_out * ctx.k, None", "return torch.ones_like(grad_out) * ctx.k, None"
        ),
        "forgot k": _SCALE.replace("return grad_out * ctx.k, None", "return grad_out, None"),
        "saved k": _SCALE.replace("ctx.k = k", "ctx.save_for_backward(x, k)"),
    },
)
