import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, expect, type Page } from "@playwright/test";

/** Addresses of a worker with traffic, and of one that has never seen a call. */
export const SEEDED = process.env.RINGFENCE_SEEDED ?? "";
export const EMPTY = process.env.RINGFENCE_EMPTY ?? "";

/** Address of a worker that needs tokens, and those of its users, who have the names of their roles. */
export const GUARDED = process.env.RINGFENCE_GUARDED ?? "";
export const TOKENS = JSON.parse(process.env.RINGFENCE_TOKENS ?? "{}") as Record<string, string>;

/** Everything that axe knows to look for. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** No rule of accessibility is broken on the page as it is. */
export async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  expect(violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 160))])).toEqual([]);
}

export async function api<T>(request: APIRequestContext, path: string): Promise<T> {
  const answer = await request.get(`${SEEDED}${path}`);
  expect(answer.status(), path).toBe(200);
  return (await answer.json()) as T;
}

export interface Summary {
  id: string;
  name: string;
  risk_score: number;
  numbers: number;
  affected_users: number;
  fraud_type: string;
}

/** The gravest campaign, and the first of its members. */
export async function someone(request: APIRequestContext) {
  const [campaign] = await api<Summary[]>(request, "/api/campaigns");
  const detail = await api<{ members: { number: string }[] }>(request, `/api/campaigns/${campaign?.id}`);
  return { campaign: campaign as Summary, number: detail.members[0]?.number ?? "" };
}

/** Every page, with something to see on it. */
export async function places(request: APIRequestContext): Promise<Record<string, string>> {
  const { campaign, number } = await someone(request);
  const [alert] = await api<{ id: string }[]>(request, "/api/alerts?limit=1");
  return {
    landing: "/",
    overview: "/overview/",
    alerts: "/alerts/",
    alert: `/alerts/?state=open,acknowledged,closed,snoozed&alert=${alert?.id}`,
    campaigns: "/campaigns/",
    campaign: `/campaign/?id=${campaign.id}`,
    numbers: "/numbers/",
    number: `/numbers/?number=${encodeURIComponent(number)}`,
    stream: "/stream/",
    explain: "/explain/",
    admin: "/admin/",
    figures: "/figures/",
    "sign-in-open": "/sign-in/",
    missing: "/no-such-page/",
  };
}

/** Wait until nothing on the page says that it is loading. */
export async function settled(page: Page): Promise<void> {
  // While React fills in a part that was waiting, the page holds it twice for a moment, once hidden.
  await expect(page.locator("h1")).toHaveCount(1);
  await expect(page.locator("h1")).toBeVisible();
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0, { timeout: 20_000 });
  if (/\/campaign\/\?id=(?!nobody)/.test(page.url())) {
    await expect(page.locator("[data-graph=ready]")).toBeVisible({ timeout: 20_000 });
  }
}

/** Whole numbers as the pages write them. */
export const written = (value: number): string => value.toLocaleString("en-GB");

/**
 * How many times longer work takes than it would on a machine with nothing else to do: 1 when this process gets all the
 * processor that it asks for. Limits of time are for such a machine and are stretched by this on a busy one.
 */
export function slowdown(): number {
  const [began, before] = [performance.now(), process.cpuUsage()];
  let used = 0;
  while (used < 200) {
    const { user, system } = process.cpuUsage(before);
    used = (user + system) / 1000;
  }
  return Math.max(1, (performance.now() - began) / used);
}
