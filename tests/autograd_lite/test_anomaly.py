"""Anomaly mode names the forward line, costs nothing when it is off, and says what torch says."""

import warnings

import pytest

import autograd_lite as torch
from autograd_lite.autograd import graph, operation
from autograd_lite.autograd.grad_mode import anomaly


def root_of_minus_one():
    return torch.tensor(-1.0, requires_grad=True).sqrt()  # the guilty line


def caught(program):
    """Return the error of a program and the warnings before it."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", UserWarning)
        with pytest.raises((RuntimeError, ZeroDivisionError)) as error:
            program()
    return str(error.value), [str(w.message) for w in said if issubclass(w.category, UserWarning)]


def test_the_forward_line_is_named():
    def program():
        with torch.autograd.detect_anomaly():
            root_of_minus_one().backward()

    error, (first, second) = caught(program)
    assert error.startswith("Function 'SqrtBackward0' returned nan values in its 0th output.\n")
    assert first.startswith("Anomaly Detection has been enabled. This mode will increase the runtime")
    assert second.startswith("Error detected in SqrtBackward0. Traceback of forward call that caused the error:\n")
    assert "# the guilty line" in second
    assert "autograd_lite/" not in second.replace("tests/autograd_lite/", "")


def test_without_the_forward_lines_it_says_so():
    y = root_of_minus_one()

    def program():
        with torch.autograd.detect_anomaly():
            y.backward()

    assert "No forward pass information available." in caught(program)[1][1]


def test_an_error_in_a_rule_is_placed_too():
    class Bad(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            return 1 / 0

    def program():
        with torch.autograd.set_detect_anomaly(True):
            Bad.apply(torch.tensor(1.0, requires_grad=True)).backward()

    error, (said,) = caught(program)
    assert error == "division by zero"
    assert said.startswith("Error detected in BadBackward. Traceback")


def test_an_overwritten_tensor_gets_torchs_other_hint():
    def program():
        with torch.autograd.detect_anomaly():
            y = torch.tensor([1.0, 2.0], requires_grad=True).exp()
            y.add_(1)
            y.sum().backward()

    error, (_, said) = caught(program)
    assert "Hint: the backtrace further above shows the operation that failed to compute its gradient." in error
    assert "Error detected in ExpBackward0" in said


def test_nan_may_pass_without_check_nan():
    x = torch.tensor(-1.0, requires_grad=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with torch.autograd.detect_anomaly(check_nan=False):
            x.sqrt().backward()
    assert torch.isnan(x.grad)


def test_the_second_derivative_is_watched_too():
    def program():
        with torch.autograd.detect_anomaly():
            x = torch.tensor(0.0, requires_grad=True)
            torch.autograd.grad(x.sqrt() * 0, x, create_graph=True)

    assert "returned nan values" in caught(program)[0]


def test_the_metadata_of_a_node_holds_the_lines():
    with torch.autograd.set_detect_anomaly(True):
        y = root_of_minus_one()
    assert "# the guilty line" in y.grad_fn.metadata["traceback_"][-1]
    assert root_of_minus_one().grad_fn.metadata == {}


def test_off_is_off():
    plain = graph.next_sequence_nr
    with torch.autograd.set_detect_anomaly(True):
        assert torch.autograd.is_anomaly_enabled()
        assert graph.next_sequence_nr is operation.next_sequence_nr is not plain
    assert graph.next_sequence_nr is operation.next_sequence_nr is plain
    assert anomaly.check is None
    torch.autograd.set_detect_anomaly(True)
    torch.autograd.set_detect_anomaly(False)
    assert not torch.autograd.is_anomaly_enabled()
    assert type(root_of_minus_one().grad_fn._number) is int
