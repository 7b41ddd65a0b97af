"""A real phone among the many: Chromium loads the page, marks, reviews and casts."""

import time

from playwright.async_api import async_playwright

from shuping.bench.hall import Seen

_PROGRAM = "/usr/bin/chromium"
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_PATIENCE = 60_000  # milliseconds


async def vote(address: str) -> Seen:
    """Vote with a fresh browser at the address of a slip; all get the best grade."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=_PROGRAM, args=_ARGUMENTS
        )
        phone = await browser.new_context(
            viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
        )
        phone.set_default_timeout(_PATIENCE)
        page = await phone.new_page()
        begun = time.perf_counter()
        await page.goto(address)
        await page.locator("fieldset").first.wait_for()
        load = time.perf_counter() - begun
        while await page.locator("fieldset").count():
            for row in await page.locator("fieldset").all():
                await row.locator("label").first.tap()
            await page.locator(".next").tap()
        begun = time.perf_counter()
        async with page.expect_response(address.partition("#")[0]) as answer:
            await page.locator(".next").tap()
        told = await (await answer.value).json()
        await page.locator(".receipt").wait_for()
        wait = time.perf_counter() - begun
        await browser.close()
        return Seen(load, wait, bytes.fromhex(told["leaf"]))
