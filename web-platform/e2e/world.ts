import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, expect, type Page } from "@playwright/test";

/** Addresses of a worker with traffic, and of one that has never seen a call. */
export const SEEDED = process.env.RINGFENCE_SEEDED ?? "";
export const EMPTY = process.env.RINGFENCE_EMPTY ?? "";
/** A message that was sent to the first one's topic of records and is none. */
export const REFUSED = process.env.RINGFENCE_REFUSED ?? "";
/** The numbers with which the simulator commits fraud. */
export const PLANTED = new Set((process.env.RINGFENCE_PLANTED ?? "").split(" "));

/** Address of a worker that needs tokens, and those of its users, who have the names of their roles. */
export const GUARDED = process.env.RINGFENCE_GUARDED ?? "";
export const TOKENS = JSON.parse(process.env.RINGFENCE_TOKENS ?? "{}") as Record<string, string>;

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** All that a theme can break: it changes colours and nothing else. */
export const COLOURS = ["color-contrast", "link-in-text-block"];

/** No rule of accessibility is broken: none of all, or none of some. */
export async function accessible(page: Page, rules?: string[]): Promise<void> {
  // No page has frames, for which axe would open another page, nor sounds, which it would fetch: a third of the time.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"], preload: false });
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(TAGS)).analyze();
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
  created_at: string;
  updated_at: string;
  paused_until: string | null;
}

/** The numbers of a campaign. */
export async function membersOf(request: APIRequestContext, id: string): Promise<string[]> {
  const detail = await api<{ members: { number: string }[] }>(request, `/api/campaigns/${id}`);
  return detail.members.map((one) => one.number);
}

/** The gravest campaign, and the first of its members. */
export async function someone(request: APIRequestContext) {
  const [campaign] = await api<Summary[]>(request, "/api/campaigns");
  const [number] = await membersOf(request, campaign?.id ?? "");
  return { campaign: campaign as Summary, number: number ?? "" };
}

export const PLACES = [
  "landing",
  "overview",
  "alerts",
  "alert",
  "campaigns",
  "campaign",
  "numbers",
  "number",
  "labels",
  "stream",
  "explain",
  "admin",
  "figures",
  "sign-in-open",
  "missing",
] as const;
export type Place = (typeof PLACES)[number];

/** Every page, with something to see on it. */
export async function places(request: APIRequestContext): Promise<Record<Place, string>> {
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
    labels: "/labels/",
    stream: "/stream/",
    explain: "/explain/",
    admin: "/admin/",
    figures: "/figures/",
    "sign-in-open": "/sign-in/",
    missing: "/no-such-page/",
  };
}

/** Fill in who does something and why, and do it. */
export async function sign(page: Page, action: string, reason = "A test of the console"): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByLabel("Your name").fill("Ann");
  await dialog.getByRole("button", { name: action, exact: true }).click();
}

/** Whether each heading of the page is seen and awake: React has taken it over, so that a click or a text is not lost. */
const headings = (page: Page): Promise<boolean[]> =>
  page
    .locator("h1")
    .evaluateAll((all) =>
      all.map(
        (one) => one.checkVisibility() && Object.keys(one).some((key) => key.startsWith("__reactFiber")),
      ),
    );

/** Wait until the page is awake and nothing on it says that it is loading. */
export async function settled(page: Page): Promise<void> {
  // While React fills in a part that was waiting, the page holds it twice for a moment, once hidden: asked about one at
  // a time, headings could come and go between two questions.
  await expect(async () => {
    expect(await headings(page), "one heading, seen and awake").toEqual([true]);
  }).toPass({ timeout: 20_000 });
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0, { timeout: 20_000 });
  if (/\/campaign\/\?id=(?!nobody)/.test(page.url())) {
    await expect(page.locator("[data-graph=ready]")).toBeVisible({ timeout: 20_000 });
  }
}

/** Go to a page and wait until it can be read and used. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await settled(page);
}

/** Load the page anew, as a reader would, and wait until it can be read and used. */
export async function again(page: Page): Promise<void> {
  await page.reload();
  await settled(page);
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
