import { expect, test } from "@playwright/test";
import { accessible, places, settled } from "./world";

test("every page loads without errors, fits into 360 px, and breaks no rule of accessibility in both themes", async ({
  browser,
  request,
}) => {
  test.setTimeout(240_000);
  const context = await browser.newContext({ colorScheme: "light" });
  for (const [name, path] of Object.entries(await places(request))) {
    await test.step(name, async () => {
      const page = await context.newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => {
        // The page that does not exist is a 404 by intention.
        if (message.type() === "error" && name !== "missing") errors.push(message.text());
      });
      await page.goto(path);
      await settled(page);
      for (const theme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: theme });
        await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
        await accessible(page);
        await page.screenshot({ path: `artefacts/${name}-${theme}.png`, fullPage: true });
      }
      await page.setViewportSize({ width: 360, height: 800 });
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), {
          message: "it fits into 360 px",
        })
        .toBeLessThanOrEqual(0);
      await page.screenshot({ path: `artefacts/${name}-small.png`, fullPage: true });
      expect(errors).toEqual([]);
      await page.close();
    });
  }
  await context.close();
});

test("dialogs break no rule of accessibility either", async ({ page }) => {
  await page.goto("/overview/");
  await settled(page);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await accessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
