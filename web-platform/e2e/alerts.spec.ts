import { expect, type Page, test } from "@playwright/test";
import { again, api, visit } from "./world";

interface Alert {
  id: string;
  title: string;
  state: string;
}

const open = (page: Page) => page.locator("[data-alert]");

test("an alert is acknowledged in one browser, seen in another, and closed there", async ({
  browser,
  request,
}) => {
  const [ann, ben] = [await browser.newContext(), await browser.newContext()];
  const [first, second] = [await ann.newPage(), await ben.newPage()];
  const [alert] = await api<Alert[]>(request, "/api/alerts?state=open&limit=1");
  expect(alert).toBeDefined();
  const address = `/alerts/?alert=${alert?.id}`;
  await Promise.all([visit(first, address), visit(second, address)]);
  await first.getByRole("button", { name: "Acknowledge" }).click();
  await first.getByLabel("Your name").fill("Ann");
  await first.getByRole("dialog").getByRole("button", { name: "Acknowledge" }).click();
  await expect(first.getByRole("dialog")).toHaveCount(0);
  await expect(second.getByRole("article").getByText("by Ann")).toBeVisible({ timeout: 15_000 });
  await second.getByRole("button", { name: "Close", exact: true }).click();
  await second.getByLabel("Outcome").selectOption("confirmed_fraud");
  await second.getByLabel("Reason").fill("Confirmed with the carrier");
  await second.getByLabel("Your name").fill("Ben");
  await second.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(first.getByRole("article").getByText("Confirmed with the carrier").first()).toBeVisible({
    timeout: 15_000,
  });
  const told = await api<{ state: string; outcome: string }>(request, `/api/alerts/${alert?.id}`);
  expect(told).toMatchObject({ state: "closed", outcome: "confirmed_fraud" });
  await ann.close();
  await ben.close();
});

test("by keyboard alone an alert is found, opened, understood and closed", async ({ page, request }) => {
  await visit(page, "/alerts/?state=open");
  await expect(open(page).first()).toBeVisible();
  await page.keyboard.press("j");
  await expect(page).toHaveURL(/alert=/);
  const id = new URL(page.url()).searchParams.get("alert");
  await expect(page.getByRole("article")).toContainText("Why");
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.type("A known call centre");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Night shift");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect.poll(async () => (await api<Alert>(request, `/api/alerts/${id}`)).state).toBe("closed");
});

test("several alerts are snoozed at once, and the filters survive a reload", async ({ page }) => {
  await visit(page, "/alerts/");
  await page.getByRole("checkbox", { name: "Acknowledged" }).uncheck();
  await expect(page).toHaveURL(/state=open/);
  const boxes = page.getByRole("checkbox", { name: /^Select / });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole("toolbar").getByRole("button", { name: "Snooze" }).click();
  await page.getByLabel("Reason").fill("Waiting for the carrier");
  await page.getByLabel("Your name").fill("Ann");
  await page.getByRole("dialog").getByRole("button", { name: "Snooze" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await again(page);
  await expect(page.getByRole("checkbox", { name: "Acknowledged" })).not.toBeChecked();
  await page.getByRole("link", { name: "Snoozed" }).click();
  await expect(open(page)).toHaveCount(2);
});
