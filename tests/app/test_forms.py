"""Controls made from parameter declarations alone."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDoubleSpinBox, QLabel, QLineEdit, QSlider, QSpinBox
from pytestqt.qtbot import QtBot

from app.field import Field
from app.forms import ParameterForm
from engine.errors import UserError
from engine.frames import LimitsFrame
from engine.parameters import Cell, Choice, Float, Int, Text, Toggle

LAYER = Int(name="layer", label="Layer", help="Counted from the input.", default=9, low=1, high=48)
SIZE = Int(name="size", label="Size", default=224, low=112, high=784, step=112, unit="px")
RATE = Float(name="rate", label="Learning rate", default=0.01, low=1e-5, high=1.0, log=True)
SHARE = Float(name="share", label="Share", default=0.5, low=0.0, high=1.0, unit="%")
REDUCE = Choice(name="reduce", label="Heads", default="mean", options=(("one", "One head"), ("mean", "Mean")))
BASELINE = Toggle(name="baseline", label="Random baseline", default=True)
PROMPT = Text(name="prompt", label="Prompt", default="a cat", longest=12)
PATCH = Cell(name="patch", label="Patch")
HEAD = Int(name="head", label="Head", default=3, low=1, high=32, picked=True)
LIMIT = Int(name="limit", label="Pictures", default=32, low=1, high=100, only_with="folder")
SET = Choice(name="set", label="Set", default="a", options=(("a", "A"), ("b", "B")), only_without="folder")
QUEUE = Int(name="queue", label="Queue", default=2048, low=16, high=16384, step=16, log=True)
EVERY = (LAYER, SIZE, RATE, SHARE, REDUCE, BASELINE, PROMPT, PATCH, HEAD, LIMIT, QUEUE, SET)


class Told:
    """Keeps what a form says."""

    def __init__(self, form: ParameterForm) -> None:
        self.changes: list[tuple[str, Any]] = []
        form.changed.connect(self.on_changed)

    def on_changed(self, name: str, value: Any) -> None:
        self.changes.append((name, value))


@pytest.fixture
def form(qtbot: QtBot) -> ParameterForm:
    form = ParameterForm(EVERY)
    qtbot.addWidget(form)
    return form


def child(form: ParameterForm, name: str, kind: type[Any]) -> Any:
    return form.fields[name].findChild(kind)


def test_every_parameter_that_is_not_picked_has_a_control(form: ParameterForm) -> None:
    assert set(form.fields) == {
        "layer",
        "size",
        "rate",
        "share",
        "reduce",
        "baseline",
        "prompt",
        "limit",
        "queue",
        "set",
    }
    kinds = {"layer": QSlider, "size": QComboBox, "rate": QSlider, "reduce": QComboBox, "baseline": QCheckBox}
    for name, kind in {**kinds, "prompt": QLineEdit}.items():
        assert child(form, name, kind) is not None, name


def test_it_starts_with_the_defaults(form: ParameterForm) -> None:
    assert form.values() == {parameter.name: parameter.default for parameter in EVERY}
    for name, field in form.fields.items():
        assert field.value() == form.parameter(name).default


def test_label_tooltip_and_unit_come_from_the_declaration(form: ParameterForm) -> None:
    assert form.fields["layer"].findChild(QLabel).text() == "Layer"
    assert form.fields["layer"].toolTip() == "Counted from the input."
    assert child(form, "size", QComboBox).currentText() == "224 px"
    assert child(form, "layer", QSpinBox).accessibleName() == "Layer"


def test_sliding_tells_a_value_of_the_declared_kind(form: ParameterForm) -> None:
    told = Told(form)
    child(form, "layer", QSlider).setValue(12)
    child(form, "share", QSlider).setValue(250)
    assert told.changes == [("layer", 12), ("share", 0.25)]
    assert form.values()["layer"] == 12


def test_a_logarithmic_slider_goes_by_factors(form: ParameterForm) -> None:
    told = Told(form)
    slider = child(form, "rate", QSlider)
    for position, value in ((0, 1e-5), (400, 1e-3), (1000, 1.0)):
        slider.setValue(position)
        assert told.changes[-1] == ("rate", pytest.approx(value))


def test_a_logarithmic_slider_of_whole_numbers_keeps_their_step(form: ParameterForm) -> None:
    slider = child(form, "queue", QSlider)
    assert slider.isVisibleTo(form)
    for position, value in ((0, 16), (500, 512), (1000, 16384)):
        slider.setValue(position)
        assert form.values()["queue"] == value
        assert slider.value() == position
    child(form, "queue", QSpinBox).setValue(512)
    assert slider.value() == 500


def test_a_control_that_an_input_replaces_goes_when_it_is_there(form: ParameterForm) -> None:
    for inputs, shown in ((set(), True), ({"folder"}, False)):
        form.show_for(inputs)
        assert form.fields["set"].isVisibleTo(form) is shown
        assert form.fields["limit"].isVisibleTo(form) is not shown


def test_typing_moves_the_slider_and_tells_once(form: ParameterForm, qtbot: QtBot) -> None:
    told = Told(form)
    box = child(form, "layer", QSpinBox)
    box.selectAll()
    qtbot.keyClicks(box, "24")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told.changes == [("layer", 24)]
    assert child(form, "layer", QSlider).value() == 24


def test_small_rates_can_be_typed(form: ParameterForm, qtbot: QtBot) -> None:
    told = Told(form)
    box = child(form, "rate", QDoubleSpinBox)
    box.selectAll()
    qtbot.keyClicks(box, "2e-4")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told.changes == [("rate", 2e-4)]
    assert box.text() == "0.0002"


def test_choosing_ticking_and_writing_tell(form: ParameterForm, qtbot: QtBot) -> None:
    told = Told(form)
    child(form, "reduce", QComboBox).setCurrentIndex(0)
    child(form, "size", QComboBox).setCurrentIndex(3)
    child(form, "baseline", QCheckBox).click()
    line = child(form, "prompt", QLineEdit)
    line.clear()
    qtbot.keyClicks(line, "a much longer text than is allowed")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert told.changes == [("reduce", "one"), ("size", 448), ("baseline", False), ("prompt", "a much longe")]


def test_setting_from_code_is_silent_and_checked(form: ParameterForm) -> None:
    told = Told(form)
    assert form.set_values({"layer": 4, "head": 6, "patch": (2, 3)})
    assert not form.set_values({"layer": 4})
    assert child(form, "layer", QSlider).value() == 4
    assert form.values()["head"] == 6
    with pytest.raises(UserError, match="layer"):
        form.set_values({"layer": 99})
    assert told.changes == []


def test_a_value_tried_out_can_be_put_back(form: ParameterForm) -> None:
    form.set_values({"patch": (1, 1)})
    form.set_values({"patch": (7, 7)}, keep=False)
    assert form.values()["patch"] == (7, 7)
    assert form.put_back(("patch",))
    assert form.values()["patch"] == (1, 1)
    assert not form.put_back(("patch",))


def test_limits_narrow_and_widen_again(form: ParameterForm) -> None:
    form.set_values({"layer": 20, "head": 16})
    assert form.narrow(LimitsFrame(ranges={"layer": (1, 12), "head": (1, 6), "unknown": (1, 2)}))
    assert (form.values()["layer"], form.values()["head"]) == (12, 6)
    assert child(form, "layer", QSlider).maximum() == 12
    assert not form.narrow(LimitsFrame(ranges={"layer": (1, 24), "head": (1, 6)}))
    assert child(form, "layer", QSlider).maximum() == 24
    assert child(form, "layer", QSpinBox).maximum() == 24


@pytest.mark.parametrize(
    ("cell", "before", "after", "moved"),
    [((8, 4), (16, 16), (32, 32), (17, 9)), ((31, 0), (32, 32), (16, 16), (15, 0)), ((-1, -1), (16, 16), (8, 8), None)],
)
def test_a_picked_cell_keeps_its_place_in_another_grid(
    form: ParameterForm, cell: tuple[int, int], before: tuple[int, int], after: tuple[int, int], moved: object
) -> None:
    form.narrow(LimitsFrame(grids={"patch": before}))
    form.set_values({"patch": cell})
    assert form.narrow(LimitsFrame(grids={"patch": after})) == (moved is not None)
    assert form.values()["patch"] == (moved or cell)


def test_a_double_click_on_the_label_puts_the_default_back(form: ParameterForm, qtbot: QtBot) -> None:
    form.set_values({"layer": 4})
    told = Told(form)
    form.show()
    qtbot.mouseDClick(form.fields["layer"].findChild(QLabel), Qt.MouseButton.LeftButton)
    assert told.changes == [("layer", 9)]


def test_the_context_menu_puts_the_default_back(form: ParameterForm, qtbot: QtBot) -> None:
    form.set_values({"reduce": "one"})
    told = Told(form)
    (action,) = form.fields["reduce"].actions()
    assert action.text() == "Reset to default"
    action.trigger()
    assert told.changes == [("reduce", "mean")]


def test_a_control_without_effect_stays_away(form: ParameterForm) -> None:
    form.show_for(set())
    assert form.fields["limit"].isHidden()
    form.show_for({"folder"})
    assert not form.fields["limit"].isHidden()


def test_what_waits_for_a_reset_is_marked(form: ParameterForm) -> None:
    form.show()
    field: Field[Any] = form.fields["layer"]
    marks = [label for label in field.findChildren(QLabel) if label.toolTip() == "Applies at reset"]
    assert not marks[0].isVisible()
    field.set_waiting(True)
    assert marks[0].isVisible()


def test_a_change_of_language_rewrites_the_words(
    form: ParameterForm, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("app.field.translate", {"Layer": "层"}.get)
    QApplication.sendEvent(form.fields["layer"], QEvent(QEvent.Type.LanguageChange))
    assert form.fields["layer"].findChild(QLabel).text() == "层"


def test_a_narrow_window_breaks_the_row_into_lines(form: ParameterForm) -> None:
    layout = form.layout()
    assert layout is not None
    one_line = layout.heightForWidth(5000)
    assert layout.heightForWidth(400) > 2 * one_line
    form.resize(400, layout.heightForWidth(400))
    form.show()
    assert all(field.geometry().right() <= 400 for field in form.fields.values())
