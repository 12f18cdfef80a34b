"""The list of every generated file with what it was made from."""

from packages import digest, licence, version

PATH = "catalog/data/SOURCES.tsv"
HEADER = (
    "# columns: file, package, version, source, SHA-256 of the source "
    "(of several files: of their sha256sum listing), licence, rows, SHA-256 of the file"
)


def listing(packages, files, before):
    """Its bytes. Of the list that was there `before` it keeps what is about other files than these."""
    made = {file.path for file in files}
    kept = [line for line in before.decode().splitlines()[1:] if line.split("\t")[0] not in made]
    lines = kept + [line for file in files for line in lines_of(packages, file)]
    return "\n".join([HEADER, *sorted(lines), ""]).encode()


def lines_of(packages, file):
    for package, files in file.sources:
        source = folders(files), packages.digest(package, files)
        end = licence(package), str(file.rows()), digest(file.content)
        yield "\t".join([file.path, package, version(package), *source, *end])


def folders(files):
    """How a list of files is named: itself, or the folders of a long list."""
    return files[0] if len(files) == 1 else ",".join(sorted({file.rsplit("/", 1)[0] + "/*" for file in files}))
