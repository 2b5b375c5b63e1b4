"""The style sheet of all standard controls, filled with a theme's tokens.

Roles a widget may take with `setProperty("role", …)` before it is shown:

    card       QFrame on the page with a border and round corners
    chip       QLabel or QFrame in a rounded, raised box
    badge      QLabel like a chip, fully round
    caption    QLabel in spaced capitals (use with `Theme.caption_font`)
    heading    QLabel, the name of a paper (use with `Theme.heading_font`)
    muted      QLabel of secondary text
    error      QLabel in the colour of a failure
    primary    QPushButton, the one main action
    danger     QPushButton that stops or deletes
    flat       QPushButton or QToolButton without a box until the mouse is over it
    rail       QListView/QTreeView without frame on a card
    value      QAbstractSpinBox whose buttons are not seen, a number beside its slider that can be typed over
"""

from string import Template

from widgets.icons import address
from widgets.theme import Theme

_BASE = Template("""
QWidget { color: $text; }
QMainWindow, QDialog { background: $page; }
QFrame[role="card"] { background: $card; border: 1px solid $border; border-radius: ${radius}px; }
QFrame[role="chip"], QLabel[role="chip"] {
    background: $raised; border: 1px solid $border; border-radius: ${small_radius}px; padding: 4px 10px; }
QLabel[role="badge"] { background: $raised; border: 1px solid $border; border-radius: 11px; padding: 3px 12px; }
QLabel[role="badge"]:focus { border-color: $accent; }
QLabel { background: transparent; }
QLabel[role="caption"] { color: $muted; font-size: ${caption_font_px}px; }
QLabel[role="heading"] { font-size: ${heading_font_px}px; font-weight: 700; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="error"] { color: $bad; }
QLabel:disabled, QCheckBox:disabled, QRadioButton:disabled { color: $strong_border; }
QToolTip { background: $raised; color: $text; border: 1px solid $strong_border; padding: 4px 6px; }
QStatusBar { background: transparent; }
QStatusBar::item { border: none; }
QSplitter::handle { background: transparent; }
QScrollArea, QStackedWidget { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
""")

_BUTTONS = Template("""
QPushButton, QToolButton {
    background: $raised; border: 1px solid $border; border-radius: ${small_radius}px; padding: 4px 12px;
    min-height: 17px; }
QToolButton { padding: 3px; min-height: 0; }
QPushButton:hover, QToolButton:hover { background: $hover; border-color: $strong_border; }
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked { background: $selection; }
QPushButton:focus, QToolButton:focus { border: 1px solid $accent; }
QPushButton:disabled, QToolButton:disabled { color: $strong_border; background: $card; border-color: $border; }
QPushButton[role="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; padding: 4px 14px; }
QPushButton[role="primary"]:hover { background: $primary_hover; border-color: $primary_hover; }
QPushButton[role="primary"]:focus { border: 2px solid $text; padding: 3px 13px; }
QPushButton[role="primary"]:disabled { background: $hover; color: $muted; border-color: $hover; }
QPushButton[role="danger"] { color: $bad; }
QPushButton[role="flat"], QToolButton[role="flat"] { background: transparent; border-color: transparent; }
QPushButton[role="flat"]:hover, QToolButton[role="flat"]:hover { background: $hover; }
QPushButton[role="flat"]:focus, QToolButton[role="flat"]:focus { border: 1px solid $accent; }
QPushButton[role="flat"]:checked, QToolButton[role="flat"]:checked { background: $selection; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }
QCheckBox, QRadioButton { spacing: 7px; background: transparent; padding: 2px; }
QCheckBox::indicator, QRadioButton::indicator {
    width: 14px; height: 14px; border: 1px solid $strong_border; border-radius: 4px; background: $raised; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QCheckBox::indicator:focus, QRadioButton::indicator:focus {
    border-color: $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($check); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url($dot); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $card; border-color: $border; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
""")

_FIELDS = Template("""
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
    background: $raised; border: 1px solid $border; border-radius: ${small_radius}px;
    selection-background-color: $selection; selection-color: $text; }
QLineEdit, QAbstractSpinBox, QComboBox { padding: 3px 8px; min-height: 18px; }
QPlainTextEdit, QTextEdit, QTextBrowser { padding: 6px; }
QTextBrowser[role="plain"], QTextEdit[role="plain"] { background: transparent; border: none; padding: 0; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover { border-color: $strong_border; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QComboBox:on {
    border-color: $accent; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: $strong_border; background: $card; }
QComboBox { padding-right: 24px; }
QComboBox::drop-down { subcontrol-origin: border; subcontrol-position: center right; width: 24px; border: none; }
QComboBox::down-arrow { image: url($down); width: 14px; height: 14px; }
QComboBox::down-arrow:disabled { image: url($down_off); }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $strong_border; padding: 4px; outline: none;
    selection-background-color: $selection; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 24px; padding: 0 6px; border-radius: 4px; }
QAbstractSpinBox { padding-right: 20px; }
QAbstractSpinBox[role="value"] { padding: 3px 4px; background: transparent; border-color: transparent; }
QAbstractSpinBox[role="value"]::up-button, QAbstractSpinBox[role="value"]::down-button { width: 1px; }
QAbstractSpinBox[role="value"]::up-arrow, QAbstractSpinBox[role="value"]::down-arrow { image: none; width: 0; }
QAbstractSpinBox[role="value"]:hover { border-color: $strong_border; }
QAbstractSpinBox[role="value"]:focus { background: $raised; border-color: $accent; }
QAbstractSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right; width: 20px; border: none;
    margin-top: 2px; }
QAbstractSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right; width: 20px;
    border: none; margin-bottom: 2px; }
QAbstractSpinBox::up-arrow { image: url($up); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url($down); width: 10px; height: 10px; }
QSlider { min-height: 20px; background: transparent; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $hover; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: $text; }
QSlider::handle:horizontal:hover { background: $accent; }
QSlider::handle:horizontal:focus { background: $accent; border: 2px solid $text; width: 10px; height: 10px; }
QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled { background: $strong_border; }
QProgressBar { background: $hover; border: none; border-radius: 2px; max-height: 5px; min-height: 5px; }
QProgressBar::chunk { background: $good; border-radius: 2px; }
""")

_LISTS = Template("""
QTabWidget::pane { border: none; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; border: none; border-bottom: 2px solid transparent;
    padding: 6px 12px; margin: 0; }
QTabBar[role="small"]::tab { padding: 2px 8px 3px 8px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; font-weight: 600; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { color: $accent; }
QTabBar::tab:disabled { color: $strong_border; }
QTabBar QToolButton { background: $raised; border: 1px solid $border; }
QAbstractItemView { background: $card; border: 1px solid $border; border-radius: ${small_radius}px; outline: none;
    alternate-background-color: $raised; }
QAbstractItemView[role="rail"] { background: transparent; border: none; }
QListView::item, QTreeView::item { padding: 4px 8px; border-radius: 5px; border: 1px solid transparent; }
QListView::item:hover, QTreeView::item:hover { background: $raised; }
QListView::item:selected, QTreeView::item:selected { background: $selection; color: $text; }
QListView::item:selected:focus, QTreeView::item:selected:focus { border: 1px solid $accent; }
QHeaderView::section { background: $raised; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: 4px 8px; }
QTableView { gridline-color: $border; }
QTableCornerButton::section { background: $raised; border: none; }
QMenu { background: $raised; border: 1px solid $strong_border; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 10px; border-radius: 4px; background: transparent; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $muted; }
QMenu::icon { padding-left: 6px; }
QMenu::indicator { width: 14px; height: 14px; left: 4px; }
QMenu::indicator:checked { image: url($check_text); }
QMenu::right-arrow { image: url($right); width: 12px; height: 12px; right: 6px; }
QMenu::separator { height: 1px; background: $border; margin: 4px 6px; }
QMenuBar { background: $page; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QScrollBar:vertical { width: 10px; background: transparent; margin: 0; border: none; }
QScrollBar:horizontal { height: 10px; background: transparent; margin: 0; border: none; }
QScrollBar::handle { background: $strong_border; border-radius: 3px; margin: 2px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QGroupBox { border: 1px solid $border; border-radius: ${radius}px; margin-top: 8px; padding-top: 12px; }
QGroupBox::title { subcontrol-origin: margin; left: 10px; padding: 0 4px; color: $muted; }
""")


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of the whole application in this theme."""
    tokens = {name: getattr(theme, name) for name in Theme.__slots__}
    tokens |= {
        "primary_hover": "#94b5fa" if theme.is_dark else "#264fb4",
        "down": address(theme, "chevron-down", "muted"),
        "down_off": address(theme, "chevron-down", "strong_border"),
        "up": address(theme, "chevron-up", "muted"),
        "right": address(theme, "chevron-right", "muted"),
        "check": address(theme, "check", "on_accent"),
        "check_text": address(theme, "check", "text"),
        "dot": address(theme, "dot", "on_accent"),
    }
    return "".join(part.substitute(tokens) for part in (_BASE, _BUTTONS, _FIELDS, _LISTS))
