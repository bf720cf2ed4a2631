"""Texts of the ledgers, of file names and of what is typed only stand there: with the policy and without."""

from __future__ import annotations

import urllib.parse
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.xuntu.web.conftest import Client, evil, hostile
from tests.xuntu.web.test_bench import PARTS, SLOW_MS, entered, look

FORBIDDEN = "img, object, embed, base, form[action], [srcdoc], a[href^='javascript' i], meta[http-equiv=refresh]"
NEVER = f"""() => [...document.querySelectorAll("{FORBIDDEN}")].map((e) => e.outerHTML).concat(
  [...document.querySelectorAll('*')].flatMap((e) => [...e.attributes].map((a) => a.name))
  .filter((n) => n.startsWith('on')))"""


@pytest.mark.parametrize("policy", [True, False], ids=["with policy", "without policy"])
def test_nothing_fires(browser: Browser, client: Client, policy: bool, tmp_path: Path) -> None:
    context = entered(browser, client, policy=policy)
    seen = look(context, client)
    page = seen.page
    scripts = page.locator("script").count()
    for text in hostile()[:12]:
        client.cypher(f"RETURN {text!r} AS `x`")
    seen.part("Cypher")
    expect(page.locator("#cypher[data-ready=yes]")).to_be_attached(timeout=SLOW_MS)
    page.locator(".cm-content").focus()
    page.keyboard.insert_text("MATCH p = (f:Finding)-[:CONCERNS]->(u) RETURN f, u, f.text, p")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#cypher .answer tbody tr").nth(30)).to_be_attached(timeout=SLOW_MS)
    page.get_by_role("button", name="关系图").press("Enter")
    expect(seen.picture().locator("#title")).to_be_visible(timeout=SLOW_MS)
    seen.part("装载")
    expect(page.get_by_role("region", name="隔离的")).to_be_visible(timeout=SLOW_MS)
    name = next(iter(evil()))
    expect(page.get_by_role("region", name="装载过的")).to_contain_text(name)
    for file, text in evil().items():
        (tmp_path / file).write_text(text + "\n", encoding="utf-8")
    page.get_by_label("文件", exact=True).set_input_files([tmp_path / file for file in evil()])
    page.get_by_role("button", name="试装载").press("Enter")
    expect(page.get_by_role("region", name="没能使用的")).to_be_visible(timeout=SLOW_MS)
    seen.part("追踪")
    page.get_by_label("编号或姓名").fill(hostile()[0])
    page.keyboard.press("Enter")
    expect(seen.picture().locator("#title")).to_contain_text("onerror", timeout=SLOW_MS)
    page.get_by_label("从哪里出发").select_option(value="")
    page.get_by_role("button", name="追踪", exact=True).press("Enter")
    expect(page.locator("#trace .fault")).to_contain_text("onerror", timeout=SLOW_MS)
    for part in PARTS:
        seen.part(part)
    page.wait_for_timeout(200)
    assert page.evaluate(NEVER) == []
    assert page.locator("script").count() == scripts
    assert seen.quiet(refused=1)
    context.close()


def test_the_test_would_see_what_fires(browser: Browser, client: Client) -> None:
    context = entered(browser, client, policy=False)
    seen = look(context, client)
    armed = "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.__fired=1>')"
    seen.page.evaluate(armed)
    seen.page.wait_for_function("window.__fired === 1")
    with pytest.raises(AssertionError):
        seen.quiet()
    context.close()


def test_the_policy_stops_what_gets_in(browser: Browser, client: Client) -> None:
    context = entered(browser, client)
    seen = look(context, client)
    stopped: list[str | None] = []
    seen.page.on("requestfailed", lambda request: stopped.append(request.failure))
    seen.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=http://evil.example/x onerror=window.__fired=1>')"
    )
    seen.page.evaluate("fetch('http://evil.example/').catch(() => 0)")
    seen.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.__fired=1'}))"
    )
    seen.page.wait_for_timeout(300)
    assert seen.page.evaluate("window.__fired") is None
    # The browser tells of each and sends none.
    assert stopped == ["csp"] * len([url for url in seen.requests if "evil" in url])
    assert sum("Content Security Policy" in one for one in seen.errors) >= 3
    context.close()


def test_an_error_that_repeats_a_text_is_json(client: Client) -> None:
    text = hostile()[0]
    reply = client.send("GET", "/start?token=" + urllib.parse.quote(text))
    assert text not in reply.body.decode()
    reply = client.call("trace", start=text, kind="Clue")
    assert reply.headers["content-type"].startswith("application/json")
    assert text in reply.said["error"]
