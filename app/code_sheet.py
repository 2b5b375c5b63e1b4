"""The sheet that shows an experiment's own source, with the colours of code."""

import re

from PySide6.QtCore import Slot
from PySide6.QtGui import QColor, QFont, QGuiApplication, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.sheet import Sheet
from engine.experiment import Experiment
from widgets.theme import current_theme

_WORDS = (
    "and as assert async await break class continue def del elif else except finally for from global if import in is"
    " lambda nonlocal not or pass raise return try while with yield None True False"
)
_TOKENS = re.compile(
    r"(?P<comment>#.*)"
    r"|(?P<string>[fr]?\"(?:[^\"\\]|\\.)*\"|[fr]?'(?:[^'\\]|\\.)*')"
    rf"|(?P<word>\b(?:{_WORDS.replace(' ', '|')})\b)"
    r"|(?P<decorator>@\w[\w.]*)"
    r"|(?P<number>\b\d[\d_.e]*\b)"
)
_DOCSTRING = '"""'


class PythonColours(QSyntaxHighlighter):
    """Colours words, strings, comments and numbers of Python."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        theme = current_theme()
        blue, amber, green, _, purple = theme.groups[:5]
        self._formats = {
            "comment": _format(theme.muted, italic=True),
            "string": _format(green),
            "word": _format(purple),
            "decorator": _format(blue),
            "number": _format(amber),
            "docstring": _format(theme.muted),
        }

    def highlightBlock(self, text: str) -> None:
        inside = self.previousBlockState() == 1
        marks = text.count(_DOCSTRING)
        if inside or marks:
            self.setFormat(0, len(text), self._formats["docstring"])
            self.setCurrentBlockState(1 if inside ^ (marks % 2 == 1) else 0)
            return
        self.setCurrentBlockState(0)
        for found in _TOKENS.finditer(text):
            self.setFormat(found.start(), found.end() - found.start(), self._formats[str(found.lastgroup)])


def _format(colour: str, *, italic: bool = False) -> QTextCharFormat:
    result = QTextCharFormat()
    result.setForeground(QColor(colour))
    result.setFontItalic(italic)
    return result


class CodeSheet(Sheet):
    """The source of one experiment, to read and to copy."""

    def __init__(self, experiment: Experiment, window: QWidget) -> None:
        super().__init__(window, (860, 640), experiment.id)
        self.text = QPlainTextEdit(experiment.source.rstrip(), readOnly=True)
        font = QFont(current_theme().mono_font())
        self.text.setFont(font)
        self.text.setStyleSheet(f"font-family: {', '.join(repr(name) for name in font.families())};")
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(self.tr("Source of {}").format(experiment.id))
        self._colours = PythonColours(self.text.document())
        self.add_button(self.tr("Copy"), self.tr("Copy the whole source"), self._on_copy)
        self.add_close_button()
        self.body.addWidget(self.text, 1)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
