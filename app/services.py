"""What the whole window shares, made before its first paint: nothing here imports numpy."""

from dataclasses import dataclass

from app.appearance import Appearance
from app.crash import FaultFile, Reporter
from app.i18n import LanguageSwitch
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """One of each per process."""

    settings: Settings
    appearance: Appearance
    language: LanguageSwitch
    reporter: Reporter
    fault_file: FaultFile
