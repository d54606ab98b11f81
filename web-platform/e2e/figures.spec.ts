import { expect, test } from "@playwright/test";
import { again, api, membersOf, PLANTED, type Summary, someone, visit, written } from "./world";

interface Stats {
  total_calls: number;
  blocked_threats: number;
  total_fraud_detected: number;
  active_campaigns_count: number;
  threat_index: number;
  victims_after_flag: number;
  minutes: { calls: number; suspicious: number }[];
}

test("the overview shows the figures that the API gives", async ({ page, request }) => {
  const stats = await api<Stats>(request, "/api/stats");
  await visit(page, "/overview/");
  const value = (figure: string) => page.locator(`[data-value="${figure}"]`).first();
  const suspicious = stats.minutes.reduce((sum, one) => sum + one.suspicious, 0);
  await expect(value("stats.victims_after_flag")).toHaveText(written(stats.victims_after_flag));
  await expect(value("stats.total_fraud_detected")).toHaveText(written(stats.total_fraud_detected));
  await expect(value("stats.active_campaigns_count")).toHaveText(written(stats.active_campaigns_count));
  await expect(value("stats.suspicious")).toHaveText(written(suspicious));
  await expect(value("stats.threat_index")).toHaveText(written(Math.round(stats.threat_index)));
  await expect(value("stats.network_load")).toHaveText(/^\d+(\.\d)?%$/);
});

test("the landing page counts what the API counts", async ({ page, request }) => {
  const stats = await api<Stats>(request, "/api/stats");
  await visit(page, "/");
  await expect(page.locator('[data-value="stats.total_calls"]')).toHaveText(written(stats.total_calls));
});

test("the list of campaigns is that of the API, and a campaign shows its members and its network", async ({
  page,
  request,
}) => {
  const campaigns = await api<Summary[]>(request, "/api/campaigns");
  await visit(page, "/campaigns/");
  await expect(page.locator("tbody tr")).toHaveCount(campaigns.length);
  for (const one of campaigns) {
    const row = page.locator("tbody tr", { has: page.locator(`a[href="/campaign/?id=${one.id}"]`) });
    await expect(row).toContainText(one.name);
    await expect(row).toContainText(written(one.numbers));
    await expect(row).toContainText(written(one.affected_users));
  }
  const { campaign } = await someone(request);
  const graph = await api<{ nodes: unknown[]; links: unknown[] }>(
    request,
    `/api/campaigns/${campaign.id}/graph`,
  );
  await page.getByRole("link", { name: campaign.name }).click();
  await expect(page.locator("[data-graph=ready]")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(`${written(graph.links.length)} links`).first()).toBeVisible();
  const counts = await page.evaluate(() => {
    const box = document.querySelector("[data-graph=ready]") as HTMLElement & {
      drawn: { nodes(): { length: number }; edges(): { length: number } };
    };
    return [box.drawn.nodes().length, box.drawn.edges().length];
  });
  expect(counts).toEqual([graph.nodes.length, graph.links.length]);
});

test("a number's page says why, in the API's own words", async ({ page, request }) => {
  const { number } = await someone(request);
  const told = await api<{ reasons: string[]; risk_score: number; evidence: { calls_placed: number } }>(
    request,
    `/api/numbers/${encodeURIComponent(number)}`,
  );
  await visit(page, "/overview/");
  await page.getByRole("textbox", { name: "Look up a number" }).fill(number);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/numbers\/\?number=/);
  for (const reason of told.reasons)
    await expect(page.getByText(reason, { exact: true }).first()).toBeVisible();
  await expect(page.locator('[data-value="check-number.calls_placed"]')).toHaveText(
    written(told.evidence.calls_placed),
  );
});

test("rules are those in effect", async ({ page, request }) => {
  const told = await api<{ rules: { id: string }[] }>(request, "/api/rules");
  await visit(page, "/explain/");
  for (const rule of told.rules) await expect(page.getByText(rule.id, { exact: true })).toBeVisible();
});

test("filters and sorting are in the address and survive a reload", async ({ page, request }) => {
  const { campaign } = await someone(request);
  await visit(page, "/campaigns/");
  await page.getByRole("combobox", { name: "Type" }).selectOption(campaign.fraud_type);
  await page.getByRole("button", { name: "Numbers", exact: true }).click();
  await page.getByRole("searchbox").fill(campaign.id);
  await expect(page).toHaveURL(new RegExp(`q=${campaign.id}`));
  await again(page);
  await expect(page.getByRole("combobox", { name: "Type" })).toHaveValue(campaign.fraud_type);
  await expect(page.getByRole("searchbox")).toHaveValue(campaign.id);
  await expect(page.locator("th[aria-sort=descending]")).toContainText("Numbers");
  await expect(page.locator("tbody tr")).toHaveCount(1);
});

test("times follow the zone that the reader chose", async ({ page }) => {
  await visit(page, "/overview/");
  const time = page.locator("main time").first();
  const utc = await time.textContent();
  await page.getByRole("button", { name: /Times are in/ }).click();
  await expect(time).not.toHaveText(utc ?? "");
  await again(page);
  await expect(page.locator("main time").first()).not.toHaveText(utc ?? "");
});

test("every figure leads to its definition", async ({ page }) => {
  await visit(page, "/overview/");
  await page.getByRole("button", { name: "What threat index means" }).click();
  await expect(page.getByRole("note")).toContainText("share of suspicious calls in the last hour");
  await page.getByRole("note").getByRole("link", { name: "All figures" }).click();
  await expect(page).toHaveURL(/\/figures\/#stats\.threat_index/);
  await expect(page.locator('[id="stats.threat_index"]')).toBeInViewport();
});

test("the tour leads through five pages to the planted campaign that is going on", async ({
  page,
  request,
}) => {
  const { stream_time } = await api<{ stream_time: string }>(request, "/api/stats");
  const campaigns = await api<Summary[]>(request, "/api/campaigns");
  const live = campaigns.find((one) => Date.parse(one.updated_at) >= Date.parse(stream_time) - 3_600_000);
  expect(live, "a campaign is going on").toBeDefined();
  expect(live, "the gravest of all is over, so the tour has to choose").not.toBe(campaigns[0]);
  const members = await membersOf(request, live?.id ?? "");
  expect(members.filter((one) => PLANTED.has(one))).toEqual(members);
  await visit(page, "/overview/");
  await page.getByRole("button", { name: "Take the tour" }).click();
  const tour = page.getByRole("complementary", { name: "Tour" });
  await expect(tour).toContainText("Step 1 of 5");
  await expect(page.locator("[data-tour-here]")).toBeVisible();
  await tour.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(new RegExp(live?.id ?? "none"));
  await expect(tour).toContainText(`A campaign is going on: ${live?.name}`);
  await expect(tour.locator("time").first()).toHaveAttribute(
    "datetime",
    new Date(live?.created_at ?? 0).toISOString(),
  );
  for (const step of [3, 4, 5]) {
    await tour.getByRole("link", { name: "Next" }).click();
    await expect(tour).toContainText(`Step ${step} of 5`);
    await expect(page.locator("[data-tour-here]")).toBeVisible();
    if (step === 3) await expect(page.getByRole("heading", { level: 1 })).toContainText(members[0] ?? "");
  }
  await tour.getByRole("button", { name: "Done" }).click();
  await expect(tour).toHaveCount(0);
});
