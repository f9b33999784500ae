"""Error cards: they show the exact text, and they fail as soon as the text is no longer true."""

import pytest

from classroom import expect


def test_the_message_is_printed_and_kept(capsys):
    with expect(RuntimeError) as card:
        raise RuntimeError("element 0 of tensors\ndoes not require grad")
    assert capsys.readouterr().out == "RuntimeError: element 0 of tensors\ndoes not require grad\n"
    assert card.message == "element 0 of tensors\ndoes not require grad"


def test_a_subclass_is_named_as_itself(capsys):
    with expect(ArithmeticError):
        1 / 0
    assert capsys.readouterr().out == "ZeroDivisionError: division by zero\n"


def test_several_types(capsys):
    with expect(TypeError, ValueError):
        int("three")
    assert capsys.readouterr().out.startswith("ValueError: invalid literal")


def test_nothing_raised_fails(capsys):
    with (
        pytest.raises(AssertionError, match="RuntimeError was expected, but the lines ran without an error"),
        expect(RuntimeError),
    ):
        pass
    assert capsys.readouterr().out == ""


def test_another_type_fails_and_is_named():
    with pytest.raises(AssertionError, match="raised KeyError: 'w'") as caught, expect(RuntimeError):
        raise KeyError("w")
    assert isinstance(caught.value.__cause__, KeyError)


def test_an_interrupt_passes_through():
    with pytest.raises(KeyboardInterrupt), expect(RuntimeError):
        raise KeyboardInterrupt


@pytest.mark.parametrize("types", [(), ("RuntimeError",), (RuntimeError("x"),)])
def test_the_type_is_needed(types):
    with pytest.raises(TypeError, match="expect needs the type"):
        expect(*types)
