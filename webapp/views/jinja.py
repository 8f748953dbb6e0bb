"""How templates are loaded, where they are kept once compiled, and what they write as JSON."""

import json
import os
import stat
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any, Final

from flask.templating import Environment
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context
from markupsafe import Markup
from markupsafe import escape as escaped_anyhow
from msgspec.json import encode

from webapp.views.parts import escape, in_ascii

PLAIN: Final = frozenset({FunctionType, MethodType})


class Quick(CodeGenerator):
    """Templates that write what needs no escaping as it is, and their own signs as references.

    Jinja makes a Markup of each text, which a page that is joined has no use for: a tenth of the
    time of a list (measured). Half of that again goes into pages with signs beyond ASCII: all of
    them is kept in twice the bytes.
    """

    def _output_child_to_const(
        self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> str:
        text: str = super()._output_child_to_const(node, frame, finalize)
        return in_ascii(text) if frame.eval_ctx.autoescape else text

    def _output_child_pre(
        self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")


class Straight(Context):
    """What a template sees; it calls what is plainly a function without asking how."""

    def call(self, obj: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """What the function gives.

        Some of Jinja's own want to know the context, and macros how to escape.
        """
        if type(obj) in PLAIN and not hasattr(obj, "jinja_pass_arg"):
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return obj(*args, **kwargs)
        return super().call(obj, *args, **kwargs)


class Templates(Environment):
    """Templates that share one plain dict of globals: none has any of its own.

    Each import of macros subtracts their names from those of the page. Jinja's chained mapping
    takes thirty times as long for it, a fifteenth of a page in all (measured).
    """

    code_generator_class = Quick
    context_class = Straight

    @staticmethod
    def written(value: object) -> str:
        """The value as it stands in a page.

        >>> Templates.written("a < b"), Templates.written(Markup("<b>")), Templates.written(7)
        ('a &lt; b', Markup('<b>'), Markup('7'))
        """
        if type(value) is str:
            return escape(value)
        return value if type(value) is Markup else escaped_anyhow(value)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template."""
        return super().make_globals(d) if d else self.globals


def script_json(value: object, **_: object) -> str:
    """The value as JSON without blanks; Jinja's `tojson` makes it safe to stand in a page.

    What no JSON has, as NaN, is null. The standard library takes ten times as long (measured).

    >>> script_json({"x": [1.5, float("nan")]})
    '{"x":[1.5,null]}'
    """
    try:
        return encode(value).decode()
    except UnicodeEncodeError:  # half a pair of UTF-16, which only an escape can write
        return json.dumps(value, separators=(",", ":"))


# Code of another generator is none that this one's templates can run.
GENERATOR: Final = Quick.__name__


class CompiledTemplates(FileSystemBytecodeCache):
    """Compiled templates in a folder, for the next process: a list takes 0.2 s to compile.

    What was compiled from another text is not used. They are code: nothing is read from a folder
    that others can write. Such a one, and one that is gone or full, costs time only.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._folder = folder
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What a compiled template is kept under."""
        return super().get_cache_key(f"{GENERATOR} {name}", filename)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Nothing; the bucket has what is kept, if anything is."""
        with suppress(OSError):
            if self._is_own():
                super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Nothing; what the bucket has is kept, if it can be."""
        with suppress(OSError):
            if self._is_own():
                super().dump_bytecode(bucket)

    def _is_own(self) -> bool:
        status = self._folder.lstat()
        is_ours = stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()
        return is_ours and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
