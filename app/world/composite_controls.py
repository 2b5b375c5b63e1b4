"""The card beside a composite: what it is drawn from, which labels are shown, and what is in it."""

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.i18n import LanguageSwitch
from app.world.stage import Layers, colour_of
from engine.world.composites import LEAST_PX, MOST_PX, MOST_THINGS, Composite
from engine.world.items import HELD_OUT, HELD_OUT_NAME, TRAIN, group_zh
from engine.world.pictures import Scene
from widgets.theme import current_theme, theme_changed

_MOST = 2**31 - 1
_SIZE_STEP = 32


class CompositeControls(QFrame):
    """changed: another Scene. layers_changed: other Layers. used: the picture is wanted."""

    changed = Signal()
    layers_changed = Signal()
    used = Signal()

    def __init__(self, language: LanguageSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._language = language
        self._composite: Composite | None = None
        usual = Scene()
        self.seed, self.index = _number(0, _MOST, usual.seed), _number(0, _MOST, usual.index)
        self.size_px = _number(LEAST_PX, MOST_PX, usual.size)
        self.size_px.setSingleStep(_SIZE_STEP)
        self.size_px.setSuffix(" px")
        self.things, self.split = QComboBox(), QComboBox()
        self.boxes, self.masks, self.depths = QCheckBox(), QCheckBox(), QCheckBox()
        self.boxes.setChecked(True)
        self.content = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self.problem = QLabel(wordWrap=True)
        self.use = QPushButton()
        self._labels: dict[str, QLabel] = {}
        self._captions = [QLabel(), QLabel()]
        self._lay_out()
        self._connect()
        self._retranslate()

    def _lay_out(self) -> None:
        theme = current_theme()
        for caption in self._captions:
            caption.setProperty("role", "caption")
            caption.setFont(theme.caption_font())
        self.problem.setProperty("role", "error")
        self.problem.hide()
        self.use.setProperty("role", "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.padding, theme.padding, theme.padding, theme.padding)
        column.setSpacing(theme.gap)
        column.addLayout(self._form())
        column.addWidget(self._captions[0])
        toggles = QHBoxLayout()
        for box in (self.boxes, self.masks, self.depths):
            toggles.addWidget(box)
        toggles.addStretch()
        column.addLayout(toggles)
        column.addWidget(self._captions[1])
        column.addWidget(self.problem)
        column.addWidget(self._scrolled(self.content), 1)
        column.addWidget(self.use)

    def _form(self) -> QFormLayout:
        form = QFormLayout(fieldGrowthPolicy=QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setContentsMargins(0, 0, 0, 0)
        fields = {"seed": self.seed, "index": self.index, "size": self.size_px}
        for name, field in {**fields, "things": self.things, "split": self.split}.items():
            label = self._labels[name] = QLabel()
            label.setProperty("role", "muted")
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            form.addRow(label, field)
        return form

    @staticmethod
    def _scrolled(widget: QLabel) -> QScrollArea:
        widget.setAlignment(Qt.AlignmentFlag.AlignTop)
        widget.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(widget)
        return area

    def _connect(self) -> None:
        for field in (self.seed, self.index, self.size_px):
            field.valueChanged.connect(self._on_changed)
        for box in (self.things, self.split):
            box.activated.connect(self._on_changed)
        for layer in (self.boxes, self.masks, self.depths):
            layer.toggled.connect(self._on_layers)
        self.use.clicked.connect(self.used)
        theme_changed.connect(self._on_theme)

    @property
    def scene(self) -> Scene:
        """What is to be drawn."""
        fewest, most = self.things.currentData()
        split = str(self.split.currentData())
        return Scene(self.seed.value(), self.index.value(), self.size_px.value(), (int(fewest), int(most)), split)

    @property
    def layers(self) -> Layers:
        """Which labels are to be shown."""
        return Layers(self.boxes.isChecked(), self.masks.isChecked(), self.depths.isChecked())

    def step(self, by: int) -> None:
        """Go to the next or the previous composite."""
        self.index.setValue(self.index.value() + by)

    def show_composite(self, composite: Composite) -> None:
        """Say what is in this one."""
        self._composite = composite
        self.problem.hide()
        self._write()

    def fail(self, sentence: str) -> None:
        """Say why there is none."""
        self._composite = None
        self.content.clear()
        self.problem.setText(sentence)
        self.problem.show()

    def _write(self) -> None:
        composite = self._composite
        if composite is None:
            return
        chinese = self._language.language == "zh_CN"
        muted = current_theme().muted
        lines = []
        for number, (thing, box) in enumerate(zip(composite.things, composite.boxes.tolist(), strict=True)):
            item = thing.item
            name, group = (item.name_zh, group_zh(item.group)) if chinese else (item.name_en, item.group)
            where = self.tr("{}–{} × {}–{} px").format(box[0], box[2], box[1], box[3])
            lines.append(
                f"<span style='color:{colour_of(number)}'>■</span> {name}"
                f" <span style='color:{muted}'>{group}<br>&nbsp;&nbsp;&nbsp;&nbsp;{where}</span>"
            )
        ground = composite.background.name_zh if chinese else composite.background.name_en
        label = group_zh(composite.label) if chinese else composite.label
        for name, value in ((self.tr("Background"), ground), (self.tr("Class"), label)):
            lines.append(f"<span style='color:{muted}'>{name}</span> {value}")
        self.content.setText("".join(f"<p style='margin:0 0 6px 0'>{line}</p>" for line in lines))

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()

    @Slot()
    def _on_layers(self) -> None:
        self.layers_changed.emit()

    @Slot(object)
    def _on_theme(self, theme: object) -> None:
        self._write()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Composite"))
        self._name("seed", self.seed, self.tr("Seed"), self.tr("Start of the random numbers"))
        self._name("index", self.index, self.tr("Number"), self.tr("Which picture of the seed (left and right arrow)"))
        self._name("size", self.size_px, self.tr("Size"), self.tr("Width and height of the picture"))
        self._name("things", self.things, self.tr("Things"), self.tr("How many cut-outs it is made of"))
        self._name("split", self.split, self.tr("Split"), self.tr("Which cut-outs and backgrounds it is made of"))
        counts = [(str(count), (count, count)) for count in range(1, MOST_THINGS + 1)]
        _refill(self.things, [(self.tr("1 to {}").format(MOST_THINGS), (1, MOST_THINGS)), *counts])
        splits = [(self.tr("Training"), TRAIN), (self.tr("Held out"), HELD_OUT)]
        _refill(self.split, [*splits, (self.tr("Held-out names"), HELD_OUT_NAME)])
        for box, text, tip in (
            (self.boxes, self.tr("Boxes"), self.tr("Frames around what is visible of each thing")),
            (self.masks, self.tr("Masks"), self.tr("The visible pixels of each thing, in its colour")),
            (self.depths, self.tr("Depth"), self.tr("The order in depth, the nearest the brightest")),
        ):
            box.setText(text)
            box.setToolTip(tip)
        self._captions[0].setText(self.tr("Labels shown"))
        self._captions[1].setText(self.tr("In the picture"))
        self.use.setText(self.tr("Use as picture"))
        self.use.setToolTip(self.tr("Feed every panel with it and go back to the panel (Return or double click)"))
        self._write()

    def _name(self, key: str, field: QWidget, text: str, tip: str) -> None:
        self._labels[key].setText(text)
        self._labels[key].setToolTip(tip)
        field.setAccessibleName(text)
        field.setToolTip(tip)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _number(low: int, high: int, value: int) -> QSpinBox:
    field = QSpinBox(minimum=low, maximum=high)
    field.setValue(value)
    field.setKeyboardTracking(False)
    return field


def _refill(box: QComboBox, entries: list[tuple[str, object]]) -> None:
    """Offer these, with the choice kept."""
    before = max(0, box.currentIndex())
    with QSignalBlocker(box):
        box.clear()
        for text, value in entries:
            box.addItem(text, value)
        box.setCurrentIndex(before)
