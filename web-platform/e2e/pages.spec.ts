import { expect, test } from "@playwright/test";
import { accessible, COLOURS, PLACES, places, visit } from "./world";

// Each page by itself, so that two are looked at side by side.
test.describe.configure({ mode: "parallel" });

for (const name of PLACES) {
  test(`the page "${name}" loads without errors, fits into 360 px, and breaks no rule of accessibility in both themes`, async ({
    page,
    request,
  }) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      // The page that does not exist is a 404 by intention.
      if (message.type() === "error" && name !== "missing") errors.push(message.text());
    });
    await page.emulateMedia({ colorScheme: "light" });
    await visit(page, (await places(request))[name]);
    for (const theme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
      await accessible(page, theme === "light" ? undefined : COLOURS);
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
  });
}

test("dialogs break no rule of accessibility either", async ({ page }) => {
  const dialog = page.getByRole("dialog");
  const looks = async () => {
    await expect(dialog).toBeVisible();
    await accessible(page);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  };
  await visit(page, "/explain/");
  await page.keyboard.press("?");
  await looks();
  await page.locator("[data-rule-state]").first().getByRole("button").click();
  await looks();
  await visit(page, "/labels/");
  await page.getByRole("button", { name: "Add a label" }).click();
  await looks();
});
