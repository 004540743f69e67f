"""The one way to say no: a sentence for the reader, a code for programs."""

import re
from collections.abc import Mapping

_NAME = re.compile(r"\{(\w+)\}")


class Refused(Exception):
    """A rule, or the company, does not allow what was asked.

    `sentence` is a Russian template for the person at the screen and `values` fill its `{names}`, so that a shell may
    translate the template first. `str()` gives the code alone: values may be personal and must not reach a log.
    """

    def __init__(self, code: str, sentence: str, values: Mapping[str, str | int] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.values: dict[str, str | int] = dict(values or {})

    @property
    def text(self) -> str:
        """The sentence with its values filled in, in Russian.

        A template may come from outside: a name without a value, or anything else in braces, stays as it is written.
        """
        return _NAME.sub(lambda name: str(self.values.get(name[1], name[0])), self.sentence)
