"""Reading a command line: what is wrong with it is said in one sentence, as every other error is."""

import argparse
from collections.abc import Iterator
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """A parser that does not print a page of usage where one sentence will do; the parsers below it are of its kind."""

    def error(self, message: str) -> NoReturn:
        """Say on standard error what was not understood and where to look, and end with 2."""
        said = " ".join(message.split()).rstrip(".")
        self.exit(2, f"“{self.prog}” was not understood: {said}. See “{self.prog} --help”.\n")

    def leaves(self) -> "Iterator[Parser]":
        """The parsers of the commands that do something: those with no commands below them."""
        kind = argparse._SubParsersAction  # noqa: SLF001 - there is no other way to ask for the commands
        below = [action for action in self._actions if isinstance(action, kind)]
        if not below:
            yield self
        for action in below:
            for parser in dict.fromkeys(action.choices.values()):
                yield from parser.leaves()

    def has(self, option: str) -> bool:
        """Whether it takes this option."""
        return option in self._option_string_actions
