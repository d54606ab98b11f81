import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { places, settled } from "./world";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

for (const theme of ["light", "dark"] as const) {
  test(`every page loads, breaks no rule of accessibility and has no errors, ${theme}`, async ({
    browser,
    request,
  }) => {
    test.setTimeout(180_000);
    const context = await browser.newContext({ colorScheme: theme });
    for (const [name, path] of Object.entries(await places(request))) {
      await test.step(name, async () => {
        const page = await context.newPage();
        const errors: string[] = [];
        page.on("pageerror", (error) => errors.push(error.message));
        page.on("console", (message) => {
          // An endpoint that this worker does not have, and the page that does not exist, are shown on the page.
          if (message.type() === "error" && !/status of 404/.test(message.text()))
            errors.push(message.text());
        });
        await page.goto(path);
        await settled(page);
        await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
        const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
        expect(violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 160))])).toEqual(
          [],
        );
        await page.screenshot({ path: `artefacts/${name}-${theme}.png`, fullPage: true });
        await page.setViewportSize({ width: 360, height: 800 });
        await expect
          .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), {
            message: "it fits into 360 px",
          })
          .toBeLessThanOrEqual(0);
        expect(errors).toEqual([]);
        await page.close();
      });
    }
    await context.close();
  });
}

test("dialogs break no rule of accessibility either", async ({ page }) => {
  await page.goto("/overview/");
  await settled(page);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  expect(violations.map((one) => [one.id, one.nodes.map((node) => node.html)])).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
