"""What a query means, in plain Python over documents: the index has to agree with it."""

import math
import re
import unicodedata
from collections import Counter

from webapp.catalog.query import tree
from webapp.catalog.query.fields import FORMS
from webapp.catalog.query.values import number, period, whole
from webapp.catalog.terms import exact

EPOCH_FIELDS = ("created", "updated", "started", "finished", "used")


def milliseconds(time):
    return None if time is None else round(time.timestamp() * 1000)


def folded(text):
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def matches(document, query, reach):
    """Whether the document is one that the query means."""
    return all(says(clause, document, reach) for clause in query.clauses)


def says(node, document, reach):
    match node:
        case tree.Words(text):
            return any(has_phrase(each, text) for each in texts(document))
        case tree.Equal(field, value):
            return equal(document, field, value)
        case tree.Compare(field, operator, value):
            return any(compare(each, operator, value, field) for each in numbers(document, field))
        case tree.Between(field, low, high):
            return any(
                (low is None or compare(each, ">=", low, field))
                and (high is None or compare(each, "<=", high, field))
                for each in numbers(document, field)
            )
        case tree.Exists(field):
            return exists(document, field)
        case tree.Reach():
            return document.id in reach[node]
        case tree.Not(inner):
            return not says(inner, document, reach)
        case tree.And(nodes):
            return all(says(each, document, reach) for each in nodes)
        case tree.Or(nodes):
            return any(says(each, document, reach) for each in nodes)


def words(text):
    return re.findall(r"[^\W_]+", folded(text))


def has_phrase(text, wanted):
    found, wanted = words(text), words(wanted)
    return any(found[at : at + len(wanted)] == wanted for at in range(len(found) - len(wanted) + 1))


def texts(document):
    yield from (document.name, document.uri, document.type, document.short_type)
    yield from (*document.workspaces, *document.runs, document.owner, document.version)
    yield from (document.state, document.external_id, document.description, document.failure)
    yield from (*document.labels, *document.labels.values(), *document.metrics)
    yield from document.parameters
    for values in (document.parameters, document.properties, document.custom_properties):
        for value in values.values():
            yield from strings(value)


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)


def values_of(document, field):
    """The texts of an exact field."""
    match field.name:
        case "workspace":
            return [name for name in document.workspaces if name]
        case "run":
            return [name for name in document.runs if name]
        case _:
            return [value for value in [getattr(document, field.name)] if value]


def scalars(document, field):
    """What stands under the key of a keyed field."""
    sources = {
        "label": (document.labels,),
        "param": (document.parameters,),
        "property": (document.properties, document.custom_properties),
    }[field.name]
    for source in sources:
        if field.key in source:
            value = source[field.key]
            yield from value if isinstance(value, list) else [value]


def is_scalar(value):
    return isinstance(value, str | int | float)


def as_double(value):
    """The number as a double, an infinity where it lies beyond them."""
    beyond = abs(value) > 10**309
    return (math.inf if value > 0 else -math.inf) if beyond else float(value)


def equal(document, field, value):
    match FORMS[field.name]:
        case "part":
            return folded(value) in folded(getattr(document, field.name))
        case "type":
            names = {document.type, document.short_type, re.split(r"[./]", document.type)[-1]}
            return folded(value) in {folded(name) for name in names if name}
        case "exact":
            return value in (values_of(document, field) or [""])
        case "folded":
            return folded(value) in map(folded, values_of(document, field) or [""])
        case "has":
            return has(document, value)
        case "keyed":
            return any(same(each, value) for each in scalars(document, field) if is_scalar(each))
        case _:
            return any(
                compare(each, ">=", value, field) and compare(each, "<=", value, field)
                for each in numbers(document, field)
            )


def same(scalar, value):
    if isinstance(scalar, str):
        return scalar == value
    if isinstance(scalar, bool):
        return str(scalar).lower() == value
    if str(scalar) == value:
        return True
    is_alone = re.fullmatch(r"-?\d+", value) and abs(int(value)) > 2**53
    return not is_alone and number(value) is not None and number(value) == as_double(scalar)


def numbers(document, field):
    """The numbers of a field that is compared."""
    match FORMS[field.name]:
        case "time":
            found = [milliseconds(getattr(document, field.name))]
        case "number":
            found = [duration(document)]
        case "whole":
            found = [getattr(document, field.name)]
        case "measured":
            found = [document.metrics.get(field.key)]
        case _:
            found = [
                number(each) if isinstance(each, str) else as_double(each)
                for each in scalars(document, field)
                if is_scalar(each) and not isinstance(each, bool)
            ]
    return [each for each in found if each is not None]


def duration(document):
    if document.started is None or document.finished is None:
        return None
    return max(0, milliseconds(document.finished) - milliseconds(document.started)) / 1000


def compare(stored, operator, value, field):
    first, last = ends(value, FORMS[field.name])
    match operator:
        case ">":
            return stored > last
        case ">=":
            return stored >= first
        case "<":
            return stored < first
        case _:
            return stored <= last


def ends(value, form):
    if form == "time":
        return period(value).start, period(value).end - 1
    exact = whole(value) if form == "whole" else number(value)
    return exact, exact


def exists(document, field):
    match FORMS[field.name]:
        case "keyed":
            sources = (document.properties, document.custom_properties)
            sources = {"label": (document.labels,), "param": (document.parameters,)}.get(
                field.name, sources
            )
            return any(field.key in source for source in sources)
        case "measured":
            return field.key in document.metrics
        case "part" | "type" | "exact" | "folded":
            return has(document, field.name)
        case _:
            return bool(numbers(document, field))


def has(document, word):
    facts = {
        "producer": document.producers,
        "consumer": document.consumers,
        "input": document.inputs,
        "output": document.outputs,
        "workspace": [name for name in document.workspaces if name],
        "run": [name for name in document.runs if name],
        "label": document.labels,
        "property": document.properties or document.custom_properties,
        "param": document.parameters,
        "metric": document.metrics,
    }
    return bool(facts[word] if word in facts else getattr(document, word))


def ordered(documents, sort):
    """The documents as that order has them."""

    def key(document):
        match sort.field.name:
            case "metric":
                return document.metrics[sort.field.key]
            case "name":
                return folded(document.name)[:64].encode()
            case "duration":
                found = duration(document)
            case name if name in EPOCH_FIELDS:
                found = milliseconds(getattr(document, name))
            case name:
                found = getattr(document, name)
        return -1 if found is None else found

    missing = []
    if sort.field.name == "metric":
        values = {each.id: each.metrics.get(sort.field.key, math.nan) for each in documents}
        missing = [each for each in documents if math.isnan(values[each.id])]
        documents = [each for each in documents if not math.isnan(values[each.id])]
    down = sort.descending
    return sorted(documents, key=lambda each: (key(each), each.id), reverse=down) + sorted(
        missing, key=lambda each: each.id, reverse=down
    )


def counts(documents, field):
    """How many documents have each value of a field."""
    found = Counter()
    for document in documents:
        if field.name == "type":
            found.update([document.type] if document.type else [])
        elif field.key is None:
            found.update(set(values_of(document, field)))
        else:
            found.update(
                {exact(written(each)) for each in scalars(document, field) if is_scalar(each)}
            )
    return found


def written(scalar):
    return scalar if isinstance(scalar, str) else str(scalar).lower()
