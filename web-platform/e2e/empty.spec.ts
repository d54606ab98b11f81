import { expect, test } from "@playwright/test";
import { EMPTY, settled } from "./world";

// The number that is asked for is the only one that a page may repeat.
const ASKED = "+46700000001";
const PAGES = [
  "/",
  "/overview/",
  "/alerts/",
  "/campaigns/",
  "/campaign/?id=nobody",
  "/numbers/",
  `/numbers/?number=${encodeURIComponent(ASKED)}`,
  "/stream/",
  "/explain/",
  "/admin/",
];

test("on an empty system no page shows any number but 0 or a dash", async ({ page }) => {
  test.setTimeout(120_000);
  for (const path of PAGES) {
    await test.step(path, async () => {
      await page.goto(`${EMPTY}${path}`);
      await settled(page);
      await page.waitForTimeout(1500); // so that two messages of the live stream have come
      // Texts with a figure in them that is no measurement ("last 15 min", versions) are marked as fixed.
      const text = await page.locator("main").evaluate((main) => {
        const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
        const found: string[] = [];
        while (walker.nextNode()) {
          const parent = walker.currentNode.parentElement;
          if (parent && !parent.closest("[data-fixed], option, code, script, style"))
            found.push(walker.currentNode.textContent ?? "");
        }
        return found.join("\n");
      });
      const numbers =
        text
          .replaceAll(ASKED, "")
          .replace(/\b24 (h|hours) (of stream time|up to)/g, "")
          .match(/\d[\d.,]*/g) ?? [];
      expect(numbers.filter((one) => Number(one) !== 0)).toEqual([]);
      for (const value of await page
        .locator("main [data-value]:not([data-fixed] [data-value])")
        .allTextContents()) {
        expect(value).toMatch(/^(0%?|–)$/);
      }
    });
  }
});

test("an empty page says what to do next", async ({ page }) => {
  await page.goto(`${EMPTY}/campaigns/`);
  await expect(page.getByText("No campaign at the moment")).toBeVisible();
  await page.goto(`${EMPTY}/stream/`);
  await expect(page.getByText(/Start traffic with/)).toBeVisible();
});
