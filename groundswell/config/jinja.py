"""The templates' environment: the NHS components, our own macros, and few globals."""

from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.templatetags import static
from django.urls import get_script_prefix, reverse
from django.utils import translation
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from groundswell.foundation.design import words
from groundswell.foundation.menu import foot_for, header_for, menu_for


def environment(**options: Any) -> Environment:
    """Make the environment; NHS components are found beside our own templates."""
    options["loader"] = ChoiceLoader([options["loader"], PackageLoader("nhsuk_frontend_jinja", "templates")])
    options["undefined"] = ChainableUndefined
    made = Environment(extensions=["jinja2.ext.i18n"], **options)  # noqa: S701  see options  # nosec B701
    made.install_gettext_callables(_gettext, translation.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {"static": _static, "url": _url, "menu_for": menu_for, "header_for": header_for}
    made.globals["foot_for"] = foot_for
    made.filters |= {
        "long_date": words.long_date,
        "short_date": words.short_date,
        "clock_time": words.clock_time,
    }
    return made


def _gettext(message: str) -> str:
    return _in_language(message, translation.get_language())


@lru_cache(4096)
def _in_language(message: str, _language: str | None) -> str:
    """What the language in force says. Django would look through the catalogues of each package, for each word."""
    return translation.gettext(message)


def _static(path: str) -> str:
    return _address_of(path, get_script_prefix())


@cache
def _address_of(path: str, _site: str) -> str:
    """Where a file of ours lies. Each page holds three, and there are few."""
    return static.static(path)


def _url(name: str, *args: object, **query: object) -> str:
    address = reverse(name, args=args) if args else _plain(name, get_script_prefix())
    return f"{address}?{urlencode(query)}" if query else address


@cache
def _plain(name: str, _site: str) -> str:
    """An address that takes nothing; each page leads to thirty of them."""
    return reverse(name)
