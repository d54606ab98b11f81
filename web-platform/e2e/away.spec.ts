import { expect, test } from "@playwright/test";
import { visit } from "./world";

test("while the worker is away the page says since when, and keeps what it has", async ({ page }) => {
  let cut: (() => void) | undefined;
  await page.routeWebSocket(/threat-stream/, (socket) => {
    const server = socket.connectToServer();
    cut = () => {
      server.close();
      socket.close();
    };
  });
  await visit(page, "/overview/");
  await expect(page.locator("[data-live=live]")).toBeVisible();
  const value = page.locator('[data-value="stats.victims_after_flag"]');
  const before = await value.textContent();
  await page.route("**/api/**", (route) => route.abort());
  await page.route("**/readyz", (route) => route.abort());
  cut?.();
  await expect(page.getByText(/has not answered since \d\d:\d\d:\d\d/)).toBeVisible({ timeout: 20_000 });
  await expect(value).toHaveText(before ?? "");
  await page.unrouteAll();
  await expect(page.getByText(/has not answered since/)).toHaveCount(0, { timeout: 20_000 });
  await expect(page.locator("[data-live=live]")).toBeVisible({ timeout: 20_000 });
});
