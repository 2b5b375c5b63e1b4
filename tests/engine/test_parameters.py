"""Parameter declarations: what they take, what they refuse, and how they say so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import UserError
from engine.parameters import AnyParameter, Cell, Choice, Float, Int, Points, Text, Toggle, checked, parsed

LAYER = Int(name="layer", label="Layer", default=3, low=1, high=12)
RATE = Float(name="rate", label="Rate", default=0.1, low=0.0, high=1.0, unit="1/step")
MODE = Choice(name="mode", label="Mode", default="mean", options=(("mean", "Mean"), ("max", "Maximum")))
DEEP = Toggle(name="deep", label="Deep")
WORD = Text(name="word", label="Word", default="cat", longest=5)
PATCH = Cell(name="patch", label="Patch")
SHAPE = Points(name="shape", label="Shape", most=2, reach=1.0)
ALL: tuple[AnyParameter, ...] = (LAYER, RATE, MODE, DEEP, WORD, PATCH, SHAPE)

GOOD = (
    (LAYER, "12", 12),
    (LAYER, " 1 ", 1),
    (RATE, "1e-3", 0.001),
    (RATE, "1", 1.0),
    (MODE, "max", "max"),
    (DEEP, "On", True),
    (DEEP, "0", False),
    (WORD, "", ""),
    (WORD, "a=b", "a=b"),
    (PATCH, "3,4", (3, 4)),
    (PATCH, "-1,-1", (-1, -1)),
    (SHAPE, "", ()),
    (SHAPE, "0.5,-1;1,0", ((0.5, -1.0), (1.0, 0.0))),
)
BAD_TEXT = (
    (LAYER, "0"),
    (LAYER, "13"),
    (LAYER, "2.5"),
    (LAYER, ""),
    (LAYER, "9" * 5000),
    (RATE, "nan"),
    (RATE, "inf"),
    (RATE, "1.01"),
    (RATE, "fast"),
    (MODE, "Mean"),
    (DEEP, "maybe"),
    (WORD, "longer"),
    (PATCH, "3"),
    (PATCH, "1,2,3"),
    (PATCH, "-2,0"),
    (PATCH, "1.5,2"),
    (SHAPE, "1,1;2"),
    (SHAPE, "5,0"),
    (SHAPE, "nan,0"),
    (SHAPE, "0,0;0,0;0,0"),
)
BAD_VALUES = (
    (LAYER, True),
    (LAYER, 3.0),
    (LAYER, "3"),
    (LAYER, None),
    (RATE, True),
    (RATE, 10**400),
    (RATE, "0.5"),
    (MODE, ["mean"]),
    (MODE, None),
    (DEEP, 1),
    (WORD, 5),
    (PATCH, [1, 2]),
    (PATCH, (True, 1)),
    (PATCH, (1, 2, 3)),
    (SHAPE, ((1.0, True),)),
    (SHAPE, [(0.0, 0.0)]),
    (SHAPE, (0.0, 0.0)),
)


@pytest.mark.parametrize(("parameter", "text", "value"), GOOD)
def test_text_becomes_a_value_of_its_own_type(parameter: AnyParameter, text: str, value: object) -> None:
    read = parameter.parse(text)
    assert (read, type(read)) == (value, type(value))
    assert parameter.check(read) == value


@pytest.mark.parametrize(("parameter", "text"), BAD_TEXT)
def test_bad_text_is_refused_with_name_expected_and_got(parameter: AnyParameter, text: str) -> None:
    with pytest.raises(UserError) as refusal:
        parameter.parse(text)
    assert refusal.value.what.startswith(f"{parameter.name}: expected {parameter.expected()}, got ")


@pytest.mark.parametrize(("parameter", "value"), BAD_VALUES)
def test_bad_values_are_refused(parameter: AnyParameter, value: object) -> None:
    with pytest.raises(UserError, match=f"^{parameter.name}: expected "):
        parameter.check(value)


@given(st.text(max_size=60))
def test_no_text_makes_a_parameter_raise_anything_else(text: str) -> None:
    for parameter in ALL:
        try:
            value = parameter.parse(text)
        except UserError:
            continue
        assert parameter.check(value) == value


def test_every_default_is_allowed() -> None:
    for parameter in ALL:
        assert parameter.check(parameter.default) == parameter.default


def test_missing_parameters_get_their_defaults_and_the_result_is_read_only() -> None:
    values = checked(ALL, {"layer": 5})
    assert (values["layer"], values["mode"], list(values)) == (5, "mean", [parameter.name for parameter in ALL])
    with pytest.raises(TypeError):
        values["layer"] = 6  # type: ignore[index]  # the point of the test


def test_an_unknown_parameter_is_refused_with_those_there_are() -> None:
    with pytest.raises(UserError, match=r"Unknown parameter 'laier'\. This experiment has: layer, rate\."):
        checked((LAYER, RATE), {"laier": 5})
    with pytest.raises(UserError, match="This experiment has: none"):
        checked((), {"layer": 5})


def test_pairs_are_parsed_and_the_last_of_a_name_counts() -> None:
    assert dict(parsed((LAYER, WORD), ["layer=4", "word=a=b", "layer=7"])) == {"layer": 7, "word": "a=b"}


@pytest.mark.parametrize("pair", ["layer", "layer=x", "depth=3", "=3", ""])
def test_a_bad_pair_is_refused(pair: str) -> None:
    with pytest.raises(UserError):
        parsed((LAYER,), [pair])
