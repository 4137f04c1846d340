"""Codes of problems, found in the syntax trees of the modules that make them.

A function that hands one of its own parameters on as a code makes problems too, so all are found from a few.
Where a code is not written out, it is looked up: in what the name was set to, in the table it is taken from,
in what the called function returns.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from generator.data.parser import LISTS
from generator.model.deadline import DeadlineReason
from tests.paths import ROOT

FOLDERS = ("model", "data", "office")
"""Folders of the package whose modules make problems."""

Maker = tuple[str, int]
"""A function that makes problems (methods with a dot before their name), and the position of the code."""

FIRST: frozenset[Maker] = frozenset(
    {(".make", 3), ("Fault", 0), ("PydanticCustomError", 0), ("CellError", 0), ("_Finding", 1)}
)
"""Those from which the others are found: `Problem.make`, pydantic's, three whose `code` is taken later."""


@dataclass(frozen=True)
class Scope:
    """The functions around an expression, outermost first."""

    around: tuple[ast.FunctionDef, ...] = ()


def codes() -> set[str]:
    """All codes that a problem of the package may have."""
    found: set[str] = set()
    makers = _makers()
    for module in _modules():
        for expression, scope in _given(module, Scope(), makers):
            found |= _values(expression, scope)
    return found


@cache
def _modules() -> tuple[ast.Module, ...]:
    return tuple(
        ast.parse(path.read_text(encoding="utf-8"))
        for name in FOLDERS
        for path in sorted((ROOT / "generator" / name).glob("*.py"))
    )


def _called(call: ast.Call) -> str:
    """Name of the function that is called, with a dot before it where it is called on something."""
    return f".{call.func.attr}" if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _given(node: ast.AST, scope: Scope, makers: frozenset[Maker]) -> Iterator[tuple[ast.expr, Scope]]:
    """Yield each expression in a node that is given to a maker as the code, with its scope."""
    for child in ast.iter_child_nodes(node):
        inner = Scope((*scope.around, child)) if isinstance(child, ast.FunctionDef) else scope
        if isinstance(child, ast.Call):
            for name, place in makers:
                if _called(child) == name and len(child.args) > place:
                    yield child.args[place], scope
        yield from _given(child, inner, makers)


def _makers() -> frozenset[Maker]:
    """Functions that make problems of a code they are given."""
    found = FIRST
    while True:
        more = {
            (f".{function.name}" if _is_method(function) else function.name, names.index(given.id))
            for module in _modules()
            for given, scope in _given(module, Scope(), found)
            for function in scope.around
            if isinstance(given, ast.Name) and given.id in (names := _parameters(function))
        }
        if more <= found:
            return found
        found |= more


def _parameters(function: ast.FunctionDef) -> list[str]:
    """Names of the parameters that are given by position, without ``self``."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return names[1:] if _is_method(function) else names


def _is_method(function: ast.FunctionDef) -> bool:
    first = (*function.args.posonlyargs, *function.args.args)[:1]
    return any(argument.arg == "self" for argument in first)


# What an expression may be -------------------------------------------------------------------------------


def _values(node: ast.expr, scope: Scope) -> set[str]:  # noqa: PLR0911 - one case a kind of expression
    """Texts that an expression may be; nothing for what is given from outside, where it is found again.

    Raises:
        AssertionError: It is an expression of a kind that is not known here.
    """
    match node:
        case ast.Constant(value=str(text)):
            return {text} if text else set()
        case ast.IfExp(body=body, orelse=other):
            return _values(body, scope) | _values(other, scope)
        case ast.JoinedStr():
            return _composed(ast.unparse(node))
        case ast.Attribute(attr="code"):
            return set()
        case ast.Name(id=name) if any(name in _parameters(function) for function in scope.around):
            return set()
        case ast.Name(id=name):
            return _named(name, scope.around[0])
        case ast.Subscript(value=ast.Name(id=name), slice=key):
            # A key of another kind (``item["type"]``) stands for what pydantic calls our own codes.
            return set() if isinstance(key, ast.Constant) else _table(name, "values")
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="get"), args=args):
            return _table(name, "values").union(*(_values(arg, scope) for arg in args[1:]))
        case ast.Call():
            return _returned(_called(node).removeprefix("."))
    raise AssertionError(ast.unparse(node))


def _composed(words: str) -> set[str]:
    """Codes that are put together; an expression that is not known here fails the tests."""
    if words == "f'deadline-{parsed.reason}'":
        return {f"deadline-{reason}" for reason in DeadlineReason}
    assert words == "f'unknown-{kind}'", words
    return {f"unknown-{kind}" for kind in _references()}


def _references() -> set[str]:
    """Kinds of references that are followed: those in calls of `References.known` and `References.found`."""
    found = set()
    for call in (node for module in _modules() for node in ast.walk(module) if isinstance(node, ast.Call)):
        match _called(call), call.args[:1]:
            case ".known", [ast.Constant(value=str(register))]:
                found.add(LISTS[register][1])
            case ".found", [ast.JoinedStr(values=[ast.Constant(value=str(start)), *_])]:
                found.add(start.partition(":")[0])
    return found


def _named(name: str, function: ast.FunctionDef) -> set[str]:
    """Texts that a variable of a function may be."""
    found: set[str] = set()
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                found |= _values(value, Scope((function,)))
            case (ast.For() | ast.comprehension()) as loop if name in _names(loop.target):
                found |= _looped(loop, _names(loop.target).index(name), function)
    assert found, f"{function.name}: {name}"
    return found


def _names(target: ast.expr) -> list[str]:
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name)]


def _looped(loop: ast.For | ast.comprehension, place: int, function: ast.FunctionDef) -> set[str]:
    """Texts of one of the variables of a loop over a table or over a list made in the same function."""
    match loop.iter:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=table), attr="items")):
            return _table(table, "values" if place else "keys")
        case ast.Name(id=listed):
            return {
                text
                for node in ast.walk(function)
                if isinstance(node, ast.Assign) and _names(node.targets[0]) == [listed]
                if isinstance(node.value, ast.ListComp) and isinstance(node.value.elt, ast.Tuple)
                for text in _values(node.value.elt.elts[place], Scope((function,)))
            }
    raise AssertionError(ast.unparse(loop.iter))


def _table(name: str, part: Literal["keys", "values"]) -> set[str]:
    """Keys or values of the dictionary that a module has under a name."""
    return {
        text
        for module in _modules()
        for node in module.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict)
        if _names(node.targets[0] if isinstance(node, ast.Assign) else node.target) == [name]
        for item in getattr(node.value, part)
        for text in _values(item, Scope())
    }


def _returned(name: str) -> set[str]:
    """Texts that the functions of a name return."""
    return {
        text
        for module in _modules()
        for function in ast.walk(module)
        if isinstance(function, ast.FunctionDef) and function.name == name
        for node in ast.walk(function)
        if isinstance(node, ast.Return) and node.value is not None
        for text in _values(node.value, Scope((function,)))
    }
