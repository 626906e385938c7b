"""Command line: `python -m tools.reconstruct luzhou-2023 [--check] [--as-printed]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from mingzhang.kernel.problem import InputProblems
from tools.reconstruct.example import files, read_example, reconstruct
from tools.reconstruct.printed import EXAMPLES, RECONSTRUCTIONS
from tools.reconstruct.solve import NoSolution


def main(arguments: Sequence[str] | None = None) -> int:
    """Find a book's amounts and write them, or compare. Returns 0, or 1 when something is wrong."""
    asked = _parser().parse_args(arguments)
    folder: Path = asked.examples / asked.name
    try:
        example = read_example(folder, as_printed=asked.as_printed)
        made = files(reconstruct(example))
    except InputProblems as wrong:
        print(wrong, file=sys.stderr)
        return 1
    except NoSolution as none:
        print("没有同时满足下列陈述的金额：", file=sys.stderr)
        print("\n".join(f"  {line}" for line in none.violated), file=sys.stderr)
        return 1
    there = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    different = sorted(n for n in made if there.get(n) != made[n])
    if asked.check:
        print(f"{asked.name}：{'、'.join(different) or '无'} 与还原结果不同")
        return 1 if different else 0
    for name in different:
        (folder / name).write_bytes(made[name])
    print(
        f"{asked.name}：满足 {len(example.printed.statements)} 条陈述，改写 {len(different)} 张表"
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("tools.reconstruct", description=__doc__)
    known = sorted(path.stem for path in RECONSTRUCTIONS.glob("*.toml"))
    parser.add_argument("name", choices=known)
    parser.add_argument("--check", action="store_true", help="只比较，不改写")
    parser.add_argument("--as-printed", action="store_true", help="不改正已知的错误")
    parser.add_argument("--examples", type=Path, default=EXAMPLES, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
