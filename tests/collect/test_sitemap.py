"""Sitemaps, whole and broken."""

from __future__ import annotations

import gzip
import time

from mingcha.collect.sitemap import read_sitemap, sitemap_urls

ONE = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://a.cn/1.html?a=1&amp;b=2</loc></url><url><loc> <![CDATA[http://a.cn/2.html]]> </loc></url></urlset>'


def test_a_sitemap_names_its_pages_packed_or_not() -> None:
    wanted = ("http://a.cn/1.html?a=1&b=2", "http://a.cn/2.html")
    assert sitemap_urls(ONE.encode()) == sitemap_urls(gzip.compress(ONE.encode())) == wanted
    assert sitemap_urls(ONE.replace("<loc>", "<s:loc>").replace("</loc>", "</s:loc>").encode("utf-16")) == wanted


def test_an_index_names_further_sitemaps() -> None:
    index = "<sitemapindex><sitemap><loc>/sitemap1.xml.gz</loc></sitemap></sitemapindex>"
    found = read_sitemap(index.encode(), url="http://a.cn/sitemap.xml")
    assert found.sitemaps == ("http://a.cn/sitemap1.xml.gz",) and found.urls == ()


def test_a_broken_one_gives_what_can_be_read() -> None:
    broken = b"<urlset><url><loc>http://a.cn/1</loc><url><loc>http://a.cn/2?a&b</loc></b></url><loc>http://a.cn/3"
    assert sitemap_urls(broken) == ("http://a.cn/1", "http://a.cn/2?a&b")
    assert sitemap_urls(b"http://a.cn/1\nhttp://a.cn/2\n") == ("http://a.cn/1", "http://a.cn/2")
    assert sitemap_urls(b"\x1f\x8bnothing") == sitemap_urls(b"") == sitemap_urls(b"<html>404</html>") == ()


def test_bombs_do_no_harm() -> None:
    before = time.process_time()
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(9))
        + "]><urlset><loc>&a8;</loc></urlset>"
    )
    assert len(str(sitemap_urls(bomb.encode()))) < 1000
    assert sitemap_urls(gzip.compress(b"\0" * 60_000_000)) == ()
    assert time.process_time() - before < 10
