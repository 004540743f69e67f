"""Two import-linter contracts that the stock ones cannot say: whom a room may import, and where a library may be."""

from abc import abstractmethod
from fnmatch import fnmatchcase

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class _Door(Contract):
    """Reports the direct imports that `shut` finds, one a line."""

    @abstractmethod
    def shut(self, graph: ImportGraph) -> set[tuple[str, str]]:
        """The forbidden pairs (importer, imported)."""

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        found = sorted(self.shut(graph))
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["found"]:
            output.print_error(f"- {importer} imports {imported}", bold=False)


class Only(_Door):
    """Modules of `room` import, of our own packages, nothing but `room` itself and what `may_import` names."""

    type_name = "only"

    room = fields.StringField()
    may_import = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def shut(self, graph: ImportGraph) -> set[tuple[str, str]]:
        open_to = (str(self.room), *map(str, self.may_import))  # type: ignore[call-overload]
        ours = {name for name in graph.modules if not graph.is_module_squashed(name)}
        return {
            (importer, imported)
            for importer in ours
            if _inside(importer, str(self.room))
            for imported in graph.find_modules_directly_imported_by(importer) & ours
            if not any(_inside(imported, name) for name in open_to)
        }


class Absent(_Door):
    """Modules of `rooms` import nothing of `libraries`, those matching a pattern of `but_in` apart."""

    type_name = "absent"

    rooms = fields.ListField(subfield=fields.StringField())
    libraries = fields.ListField(subfield=fields.StringField())
    but_in = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def shut(self, graph: ImportGraph) -> set[tuple[str, str]]:
        rooms, libraries, but_in = (
            tuple(map(str, names))  # type: ignore[call-overload]
            for names in (self.rooms, self.libraries, self.but_in)
        )
        return {
            (importer, imported)
            for imported in graph.modules & set(libraries)
            for importer in graph.find_modules_that_directly_import(imported)
            if any(_inside(importer, room) for room in rooms)
            if not any(fnmatchcase(importer, pattern) for pattern in but_in)
        }


def _inside(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")
