"""Reading one file of a package: from its folder, or from the Qt resource files of GCompris."""

from pathlib import Path

from PySide6.QtCore import QFile, QIODevice, QResource

from world.packages import Package
from world.problems import WorldError

_RESOURCE_FILES = "usr/share/gcompris-qt/rcc"


class Source:
    """The files of one unpacked package, named as the tables name them."""

    def __init__(self, package: Package, folder: Path) -> None:
        self.package = package
        self.folder = folder
        self._registered: set[str] = set()

    def read(self, path: str) -> bytes:
        """Return the bytes of an item; WorldError when the package has no such file."""
        resources = self.folder / _RESOURCE_FILES / f"{path.partition('/')[0]}.rcc"
        if resources.is_file():
            return self._from_resources(resources, path)
        file = self.folder / self.package.within / path
        if not file.is_file():
            raise self._missing(path)
        return file.read_bytes()

    def _from_resources(self, resources: Path, path: str) -> bytes:
        if str(resources) not in self._registered:
            if not QResource.registerResource(str(resources)):
                raise WorldError(f"{resources} is no Qt resource file that this Qt can read.")
            self._registered.add(str(resources))
        file = QFile(f":/{self.package.within}{path}")
        if not file.open(QIODevice.OpenModeFlag.ReadOnly):
            raise self._missing(path)
        return bytes(file.readAll().data())

    def _missing(self, path: str) -> WorldError:
        return WorldError(f"{self.package.name} {self.package.version} has no {self.package.within}{path}.")
