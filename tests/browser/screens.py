"""A page looked at on every screen: wide and phone, standard and 大字版."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
WIDE, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


def faults_on_every_screen(page, url):
    """What axe-core finds wrong with the open page (WCAG 2.1 A and AA), and sideways scrolling, by screen.

    Scrolling is looked for on all four; axe, which takes its time, sees both widths and both sizes of type once.
    """
    found = {}
    for large in (False, True):
        page.context.add_cookies([{"name": "large_type", "value": "01"[large], "url": url}])
        for name, size in (("wide", WIDE), ("phone", PHONE)):
            page.set_viewport_size(size)
            page.reload()
            if large == (name == "phone"):
                results = Axe().run(page, options=RULES).response
                found |= {
                    (name, large, fault["id"]): [node["html"][:200] for node in fault["nodes"][:3]]
                    for fault in results["violations"]
                }
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wider > 0:
                found[name, large, "sideways scrolling"] = wider
    return found
