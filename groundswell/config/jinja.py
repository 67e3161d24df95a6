"""The templates' environment: the NHS components, our own macros, and few globals."""

from typing import Any
from urllib.parse import urlencode

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from groundswell.foundation.design import words
from groundswell.foundation.menu import foot_for, header_for, menu_for


def environment(**options: Any) -> Environment:
    """Make the environment; NHS components are found beside our own templates."""
    options["loader"] = ChoiceLoader([options["loader"], PackageLoader("nhsuk_frontend_jinja", "templates")])
    options["undefined"] = ChainableUndefined
    made = Environment(extensions=["jinja2.ext.i18n"], **options)  # noqa: S701  see options  # nosec B701
    made.install_gettext_callables(translation.gettext, translation.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {"static": static, "url": _url, "menu_for": menu_for, "header_for": header_for}
    made.globals["foot_for"] = foot_for
    made.filters |= {
        "long_date": words.long_date,
        "short_date": words.short_date,
        "clock_time": words.clock_time,
    }
    return made


def _url(name: str, *args: object, **query: object) -> str:

    address = reverse(name, args=args)
    return f"{address}?{urlencode(query)}" if query else address
