"""`mingzhang book new | check | show`."""

from __future__ import annotations

import argparse
from pathlib import Path

from mingzhang.kernel.problem import told
from mingzhang.usecases.book import describe_book, new_book
from mingzhang.usecases.check_book import check_book_folder
from mingzhang.usecases.import_book import import_book

NAME = "book"
HELP = "新建、检查、查看账套"
_ACTIONS = {
    "new": "在新文件夹中建立空账套（各表标题行）",
    "check": "检查账套和勾稽关系，一次列出全部问题",
    "show": "显示账套概况",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the three actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="操作")
    for name, words in _ACTIONS.items():
        action = actions.add_parser(name, help=words, description=words)
        action.add_argument("folder", metavar="账套", type=Path, help="账套文件夹")


def run(arguments: argparse.Namespace) -> int:
    """Run one action. InputProblems reach the caller."""
    if arguments.action == "new":
        files = new_book(arguments.folder)
        print(f"已在 {arguments.folder} 建立空账套，共 {len(files)} 张表。先填“部门”和“单位”。")
        return 0
    if arguments.action == "check":
        imported, cautions = check_book_folder(arguments.folder)
        rows = sum(len(lines) for lines in imported.book.sheets.values())
        doubtful = f"；{len(cautions)} 处请核对" if cautions else ""
        sound = f"账套无问题：{len(imported.book.sheets)} 张表，{rows} 行{doubtful}。"
        print("\n".join([*told(cautions), sound]))
        return 0
    print("\n".join(describe_book(import_book(arguments.folder))))
    return 0
