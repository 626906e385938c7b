"""One module a command: `NAME`, `HELP`, `add_arguments(parser)`, `run(arguments) -> exit code`."""
