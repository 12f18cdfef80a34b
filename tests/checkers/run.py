"""Runs cfn-lint, checkov and cdk-nag over the templates of all examples, those of the words included.

    python tests/checkers/run.py            cfn-lint and checkov, as .ci/run does
    python tests/checkers/run.py --cdk-nag  and cdk-nag, which installs its packages with npm

Prints how much each of them finds in each example. A finding of cfn-lint or checkov that accepted.tsv does not list
with its reason sets the exit status, and so does a line there that is about nothing.
"""

import argparse
import collections
import fnmatch
import pathlib
import shutil
import sys

import checkers
import templates

ROOT = pathlib.Path(__file__).resolve().parents[2]
ACCEPTED = pathlib.Path(__file__).with_name("accepted.tsv")
PACKAGES = pathlib.Path(__file__).with_name("package.json")


def main():
    arguments = parse()
    out = arguments.target / "checkers"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    built, broken = templates.build(arguments.infrac or arguments.target / "debug" / "infrac", ROOT, out)
    paths = list(built.values())
    found = [*checkers.cfn_lint(arguments.target / "ci-venv/bin/cfn-lint", paths)]
    found += checkers.checkov(arguments.target / "checkov-venv/bin/checkov", paths)
    if arguments.cdk_nag:
        found += checkers.cdk_nag("node", installed(arguments.target / "checkers-npm"), paths)
    names = {path: name for name, path in built.items()}
    findings = sorted({(checker, code, names[path], where) for checker, code, path, where in found})
    show(findings, built)
    sys.exit(check(findings, built, broken))


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", type=pathlib.Path, default=ROOT / "target", help="where things are installed")
    parser.add_argument("--infrac", type=pathlib.Path, help="the program; without it, the one that cargo built")
    parser.add_argument("--cdk-nag", action="store_true", help="run cdk-nag too")
    return parser.parse_args()


def installed(folder):
    """The packages of cdk-nag."""
    mark = folder / "package.json"
    if not mark.exists() or mark.read_text() != PACKAGES.read_text():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        mark.write_text(PACKAGES.read_text())
        try:
            templates.call("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder)
        except BaseException:
            # A failed install is not reused.
            mark.unlink()
            raise
    return folder


def show(findings, built):
    """How much each checker finds in each example."""
    counts = collections.Counter((name, checker) for checker, _, name, _ in findings)
    columns = sorted({checker for checker, *_ in findings} | {"cfn-lint", "checkov"})
    width = max(map(len, built))
    print(f"{'':{width}}  {'  '.join(columns)}")
    for name in built:
        print(f"{name:{width}}  {'  '.join(f'{counts[name, one]:{len(one)}}' for one in columns)}")
    total = collections.Counter(checker for checker, *_ in findings)
    print(f"{'in all':{width}}  {'  '.join(f'{total[one]:{len(one)}}' for one in columns)}")


def check(findings, built, broken):
    """What does not build, what is found and not accepted, and what is accepted and not found."""
    types = {name: templates.types(path) for name, path in built.items()}
    accepted = [line.split("\t") for line in ACCEPTED.read_text(encoding="utf-8").splitlines()[1:]]
    used, new = set(), []
    for checker, code, name, where in findings:
        kind = types[name].get(where, where)
        is_about = lambda row: row[:2] == [checker, code] and any(fnmatch.fnmatchcase(one, row[2]) for one in (kind, f"{name}: {where}"))
        rows = [at for at, row in enumerate(accepted) if is_about(row)]
        used.update(rows)
        if not rows and checker != "cdk-nag":
            new.append(f"{checker}\t{code}\t{kind}\t{name}: {where}")
    stale = ["\t".join(row) for at, row in enumerate(accepted) if at not in used]
    for title, lines in (("does not build", broken), ("found, and not in accepted.tsv", new), ("in accepted.tsv, and not found", stale)):
        if lines:
            print(f"\n{title}:", *lines, sep="\n  ")
    return 1 if broken or new or stale else 0


if __name__ == "__main__":
    main()
