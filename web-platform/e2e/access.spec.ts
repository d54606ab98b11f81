import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { accessible, GUARDED, settled, TOKENS, visit } from "./world";

test.use({ baseURL: GUARDED });

const bearer = (token = "") => ({ headers: { Authorization: `Bearer ${token}` } });

async function told<T>(request: APIRequestContext, path: string, who = "admin"): Promise<T> {
  const answer = await request.get(`${GUARDED}${path}`, bearer(TOKENS[who]));
  expect(answer.status(), path).toBe(200);
  return (await answer.json()) as T;
}

/** Go to a page as a stranger, sign in, and be back on it. */
async function signIn(page: Page, who: string, path = "/overview/"): Promise<void> {
  await page.goto(path);
  await expect(page).toHaveURL(/\/sign-in\/\?to=/);
  await settled(page);
  await page.getByLabel("Token").fill(TOKENS[who] ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${GUARDED}${path}`);
  await settled(page);
}

async function inBothThemes(page: Page, name: string): Promise<void> {
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    await accessible(page);
    await page.screenshot({ path: `artefacts/${name}-${theme}.png`, fullPage: true });
  }
  await page.emulateMedia({ colorScheme: "light" });
}

test("a stranger is led to sign in, told what is wrong with a token, and led back", async ({ page }) => {
  await page.goto("/alerts/?state=open");
  await expect(page).toHaveURL(/\/sign-in\/\?to=/);
  await settled(page);
  await expect(page.getByText("ringfence users token NAME")).toBeVisible();
  await inBothThemes(page, "sign-in");
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.getByLabel("Token").fill("rf_nonsense");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The token is none" })).toBeVisible();
  await page.getByLabel("Token").fill(TOKENS.analyst ?? "");
  await page.getByLabel("Token").press("Enter");
  await expect(page).toHaveURL(`${GUARDED}/alerts/?state=open`);
  await settled(page);
  expect(await page.evaluate(() => document.cookie)).toBe("");
  await page.getByRole("button", { name: "Sign out analyst, analyst" }).click();
  await expect(page).toHaveURL(`${GUARDED}/sign-in/`);
  await page.goto("/figures/");
  await expect(page).toHaveURL(/\/sign-in\/\?to=/);
});

test("a viewer sees no whole number anywhere and is offered no change", async ({ page, request }) => {
  test.setTimeout(120_000);
  const [campaign] = await told<{ id: string }[]>(request, "/api/campaigns", "viewer");
  const [alert] = await told<{ id: string }[]>(request, "/api/alerts", "viewer");
  const [real] = await told<{ id: string }[]>(request, "/api/campaigns");
  const { members } = await told<{ members: { number: string }[] }>(request, `/api/campaigns/${real?.id}`);
  const known = members.map((one) => one.number.slice(1));
  expect(known.length).toBeGreaterThan(3);
  await signIn(page, "viewer");
  const pages = {
    overview: "/overview/",
    campaigns: "/campaigns/",
    campaign: `/campaign/?id=${campaign?.id}`,
    alerts: `/alerts/?alert=${alert?.id}`,
    stream: "/stream/",
    admin: "/admin/",
    explain: "/explain/",
  };
  for (const [name, path] of Object.entries(pages)) {
    await test.step(name, async () => {
      await visit(page, path);
      const calls = members.map(({ number }, at) => ({
        caller: number,
        callee: `+4670999${1000 + at}`,
        start: Date.parse("2025-10-09T10:00:00Z") / 1000 + at,
        duration: 0,
        status: "no_answer",
        call_id: `${name}/${at}`,
      }));
      const sent = await request.post(`${GUARDED}/api/cdr/bulk`, { ...bearer(TOKENS.producer), data: calls });
      expect(sent.status()).toBe(202);
      if (name === "stream") {
        await expect(
          page
            .getByRole("row")
            .filter({ hasText: /\+9198~[a-z2-7]{8}/ })
            .first(),
        ).toBeVisible();
      }
      const html = await page.content();
      expect(known.filter((one) => html.includes(one) || html.includes(one.slice(0, 9)))).toEqual([]);
      await expect(page.locator("a[data-number], a[href*='number=']")).toHaveCount(0);
      const changes =
        name === "stream" // whose own view can be paused
          ? /^(Allow|Block)\b/
          : /^(Acknowledge|Close|Assign|Snooze|Comment|Reopen|Pause|Resume|Allow|Block|Add a user)\b/;
      await expect(page.locator("main").getByRole("button", { name: changes })).toHaveCount(0);
      await expect(page.locator("main").getByRole("checkbox", { name: /^Select / })).toHaveCount(0);
      await expect(page.getByLabel("Look up a number")).toHaveCount(0);
      if (name === "campaign" || name === "alerts" || name === "admin")
        await inBothThemes(page, `viewer-${name}`);
    });
  }
  await visit(page, "/numbers/?number=%2B919876500010");
  await expect(page.getByText("Your role may not see whole numbers")).toBeVisible();
  await inBothThemes(page, "viewer-numbers");
  await visit(page, `/alerts/?alert=${alert?.id}`);
  await page.keyboard.press("a");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("who has signed in is not asked for a name, and the change carries it", async ({ page, request }) => {
  const [alert] = await told<{ id: string }[]>(request, "/api/alerts?state=open");
  await signIn(page, "analyst", `/alerts/?alert=${alert?.id}`);
  await page.getByRole("button", { name: "Comment" }).click();
  await expect(page.getByText("In the name of analyst.")).toBeVisible();
  await expect(page.getByLabel("Your name")).toHaveCount(0);
  await page.getByLabel("Reason").fill("Asked the carrier");
  await page.getByRole("dialog").getByRole("button", { name: "Comment" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("article").getByText("by analyst")).toBeVisible();
  await visit(page, "/admin/");
  await expect(page.getByRole("heading", { name: "Users and tokens" })).toHaveCount(0);
  await expect(page.locator("main").getByRole("button", { name: /^(Allow|Block)/ })).toHaveCount(0);
});

test("an admin adds a user, issues a token, and revokes it: it counts no longer at once", async ({
  page,
  request,
}) => {
  await signIn(page, "admin", "/admin/");
  await page.getByRole("button", { name: "Add a user" }).click();
  await page.getByLabel("Name (letters").fill("erin");
  await page.getByLabel("Role", { exact: true }).selectOption("viewer");
  await accessible(page);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("button", { name: "Issue a token to erin" }).click();
  await page.getByLabel("What it is for").fill("her laptop");
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  const shown = page.locator("[data-token]");
  await expect(shown).toHaveText(/^rf_[0-9a-f]{12}_[0-9a-f]{64}$/);
  const token = (await shown.textContent()) ?? "";
  await inBothThemes(page, "token-issued");
  await page.getByRole("button", { name: "Done" }).click();
  expect(await page.content()).not.toContain(token);
  expect((await request.get(`${GUARDED}/api/stats`, bearer(token))).status()).toBe(200);
  const row = page.getByRole("row").filter({ hasText: "erin" });
  await expect(row.getByText("her laptop")).toBeVisible();
  await row.getByLabel("Role of erin").selectOption("analyst");
  await page.getByRole("button", { name: "Change the role" }).click();
  await expect(page.getByText("erin has the role analyst now.")).toBeVisible();
  await inBothThemes(page, "users");
  await row.getByRole("button", { name: /^Revoke token/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect((await request.get(`${GUARDED}/api/stats`, bearer(token))).status()).toBe(401);
  await page.getByLabel("Role of admin").selectOption("viewer");
  await page.getByRole("button", { name: "Change the role" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "admin is the last admin" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Remove erin" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("row").filter({ hasText: "erin" })).toHaveCount(0);
  await page.setViewportSize({ width: 360, height: 800 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
    .toBeLessThanOrEqual(0);
});

test("a page that is open when its token is revoked leads to signing in", async ({ page, request }) => {
  const who = { ...bearer(TOKENS.admin), data: { name: "frank", role: "viewer" } };
  expect((await request.post(`${GUARDED}/api/users`, who)).status()).toBe(201);
  const issued = await request.post(`${GUARDED}/api/users/frank/tokens`, {
    ...bearer(TOKENS.admin),
    data: {},
  });
  const { id, token } = (await issued.json()) as { id: string; token: string };
  TOKENS.frank = token;
  await signIn(page, "frank");
  await expect(page.locator("[data-live=live]")).toBeVisible();
  await request.delete(`${GUARDED}/api/users/frank/tokens/${id}`, bearer(TOKENS.admin));
  await expect(page).toHaveURL(/\/sign-in\/\?to=%2Foverview%2F/, { timeout: 20_000 });
  await request.delete(`${GUARDED}/api/users/frank`, bearer(TOKENS.admin));
});
