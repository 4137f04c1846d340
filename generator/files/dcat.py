"""``dcat.jsonld``: describes the data as a DCAT 3 catalogue, which open-data portals can harvest.

Addresses are full if the site's address is known, else relative to the file. What is not known is left out.
"""

from collections.abc import Sequence
from typing import Any

from generator.files.datapackage import Words, both, period
from generator.measures.metrics import Measured

CONTEXT: dict[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}

IANA = "https://www.iana.org/assignments/media-types/"
FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"
LANGUAGE = "http://publications.europa.eu/resource/authority/language/VIE"

Node = dict[str, Any]


def catalogue(measured: Measured, site_url: str, tables: Sequence[str], words: Words) -> Node:
    """Return the catalogue: a dataset for each table, one for all together, and the API as a service.

    Args:
        measured: The measured portal.
        site_url: Public address of the site; empty if not decided yet.
        tables: File names of the tables, without suffix.
        words: String catalogues by language.
    """
    base = f"{site_url.rstrip('/')}/du-lieu/" if site_url else ""
    shared = _shared(measured)
    name = measured.portal.settings.name
    datasets = [
        {
            "@id": f"{base}#{stem}",
            "@type": "dcat:Dataset",
            **_titled(f"opendata.table.{stem}", words),
            "dct:identifier": stem,
            **shared,
            "dcat:distribution": [
                _file(f"{base}{stem}.{sort}", sort, shared) for sort in ("csv", "json", "xlsx")
            ],
        }
        for stem in tables
    ]
    whole: Node = {
        "@id": f"{base}#tat-ca",
        "@type": "dcat:Dataset",
        **_titled("opendata.whole", words),
        "dct:identifier": "tat-ca",
        **shared,
        "dcat:distribution": [_file(f"{base}tat-ca.{sort}", sort, shared) for sort in ("zip", "xlsx")],
    }
    api = f"{site_url.rstrip('/')}/api/v1/" if site_url else "../api/v1/"
    service: Node = {
        "@id": f"{api}index.json",
        "@type": "dcat:DataService",
        **_titled("api.service", words),
        "dcat:endpointURL": _ref(api),
        "dcat:endpointDescription": _ref(f"{api}schema/index.schema.json"),
        "dcat:servesDataset": [_ref(node["@id"]) for node in datasets],
    }
    return {
        "@context": CONTEXT,
        "@id": f"{base}dcat.jsonld" if base else "",
        "@type": "dcat:Catalog",
        **_titled("opendata.package", words, name=name),
        **shared,
        "dcat:dataset": [*datasets, whole],
        "dcat:service": [service],
    }


def _shared(measured: Measured) -> Node:
    """Return the properties that all datasets have, as far as they are known."""
    settings = measured.portal.settings
    found: Node = {
        "dct:language": _ref(LANGUAGE),
        "dct:modified": _day(measured.as_of.isoformat()),
        "dcat:version": measured.as_of.isoformat(),
        "dct:spatial": {"@type": "dct:Location", "dct:title": {"@value": settings.city, "@language": "vi"}},
    }
    days = period(measured)
    if days is not None:
        found["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(days[0].isoformat()),
            "dcat:endDate": _day(days[1].isoformat()),
        }
    if settings.licence:
        found["dct:license"] = _ref(settings.licence_url) if settings.licence_url else settings.licence
    if settings.publisher:
        found["dct:publisher"] = {"@type": "foaf:Organization", "foaf:name": settings.publisher}
    if settings.contact:
        found["dcat:contactPoint"] = {"@type": "vcard:Kind", "vcard:note": settings.contact}
    if settings.update_frequency:
        found["dct:accrualPeriodicity"] = _ref(f"{FREQUENCY}{settings.update_frequency.upper()}")
    return found


def _file(address: str, sort: str, shared: Node) -> Node:
    found: Node = {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": _ref(address),
        "dcat:accessURL": _ref(address),
        "dcat:mediaType": _ref(f"{IANA}{MEDIA[sort]}"),
    }
    return found | ({"dct:license": shared["dct:license"]} if "dct:license" in shared else {})


def _titled(key: str, words: Words, **params: str) -> Node:
    return {
        "dct:title": _in_languages(both(f"{key}.title", words, **params)),
        "dct:description": _in_languages(both(f"{key}.text", words, **params)),
    }


def _in_languages(texts: dict[str, str]) -> list[Node]:
    return [{"@value": text, "@language": lang} for lang, text in texts.items()]


def _ref(address: str) -> Node:
    return {"@id": address}


def _day(day: str) -> Node:
    return {"@value": day, "@type": "xsd:date"}
