"""The sheet that lists every shortcut."""

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from app.sheet import Sheet


class ShortcutSheet(Sheet):
    """What each action is called, what it does and which keys do it."""

    def __init__(self, actions: tuple[QAction, ...], window: QWidget) -> None:
        super().__init__(window, (640, 600), self.tr("Keyboard shortcuts"))
        self.close_button = self.add_close_button()
        table = QWidget()
        grid = QGridLayout(table)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(16)
        for row, action in enumerate(actions):
            keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()]
            grid.addWidget(QLabel(action.text()), row, 0)
            what = QLabel(action.statusTip(), wordWrap=True)
            what.setProperty("role", "muted")
            grid.addWidget(what, row, 1)
            grid.addWidget(QLabel("  ".join(keys)), row, 2)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(table)
        area.setAccessibleName(self.title.text())
        self.body.addWidget(area, 1)
