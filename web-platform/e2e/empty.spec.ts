import { expect, type Page, test } from "@playwright/test";
import { EMPTY, visit } from "./world";

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
  "/labels/",
  "/stream/",
  "/explain/",
  "/admin/",
];

// They wait for the live stream most of the time, so two wait side by side.
test.describe.configure({ mode: "parallel" });

/** Counts the messages of the live stream from now on, over all connections: the page may make a second one. */
function messagesOf(page: Page): () => number {
  let messages = 0;
  page.on("websocket", (socket) => socket.on("framereceived", () => messages++));
  return () => messages;
}

for (const path of PAGES) {
  test(`on an empty system ${path} shows no number but 0 or a dash`, async ({ page }) => {
    const messages = messagesOf(page);
    await visit(page, `${EMPTY}${path}`);
    await expect.poll(messages).toBeGreaterThanOrEqual(2);
    await page.waitForTimeout(100); // what came is on the page with its next frames
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

test("an empty page says what to do next", async ({ page }) => {
  await visit(page, `${EMPTY}/campaigns/`);
  await expect(page.getByText("No campaign at the moment")).toBeVisible();
  await visit(page, `${EMPTY}/labels/`);
  await expect(page.getByText("Nobody has said anything yet")).toBeVisible();
  await visit(page, `${EMPTY}/stream/`);
  await expect(page.getByText(/Start traffic with/)).toBeVisible();
});
