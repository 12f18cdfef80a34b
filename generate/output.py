"""What a module of this folder returns, and the text of a catalogue."""

from typing import NamedTuple

from packages import require, version


class File(NamedTuple):
    """A file to write."""

    # From the folder `src`, with `/`.
    path: str
    content: bytes
    # What it was made from: pairs of a package and its files, in the order the header line names them.
    sources: list

    def rows(self):
        """Its lines without the comments."""
        return sum(not line.startswith(b"#") for line in self.content.splitlines())


def table(name, columns, rows, sources):
    """A catalogue: one header line that starts with `#`, then tab separated rows sorted by bytes, with LF line ends."""
    lines = sorted("\t".join(row).encode() for row in rows)
    keys = {tuple(line.split(b"\t")[:2]) for line in lines}
    require(len(keys) == len(lines), f"rows of {name} are not unique")
    require(not any(b"\n" in line or b"\r" in line for line in lines), f"a row of {name} has a line end")
    header = f"# columns: {columns}; made by generate/ from {made_from(sources)}"
    return File(f"catalog/data/{name}.tsv", b"\n".join([header.encode(), *lines, b""]), sources)


def made_from(sources):
    """The packages with their versions, for a header line."""
    return ", ".join(f"{package} {version(package)}".removesuffix(" -") for package, _ in sources)
