import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { again, api, EMPTY, REFUSED, type Summary, sign, someone, visit } from "./world";

test("a record that was no call is shown with its reason and what it looked like", async ({
  page,
  request,
}) => {
  const { samples } = await api<{ samples: { raw: string; reason: string }[] }>(request, "/api/dead-letters");
  const letter = samples.find((one) => one.raw === REFUSED);
  expect(letter).toBeDefined();
  await visit(page, "/admin/");
  const panel = page.getByRole("region", { name: "Dead letters" });
  const sample = panel.getByRole("listitem").filter({ hasText: REFUSED });
  await expect(sample).toContainText(letter?.reason ?? "none");
  await expect(panel.getByRole("table", { name: "By reason" }).locator("tbody tr")).toHaveCount(1);
});

test("a number is put on the block list, seen so at once on its page, and taken off again", async ({
  page,
  context,
  request,
}) => {
  const number = "+46701239001";
  const told = () => api<{ status: string; listed: string | null }>(request, `/api/numbers/${number}`);
  await visit(page, `/numbers/?number=${encodeURIComponent(number)}`);
  await page.getByRole("button", { name: "Block" }).click();
  await sign(page, "Put on the block list");
  await expect(page.getByText("on the block list", { exact: true })).toBeVisible();
  await expect(page.getByText("Dangerous", { exact: true })).toBeVisible();
  expect(await told()).toMatchObject({ status: "DANGEROUS", listed: "block list" });
  const admin = await context.newPage();
  await visit(admin, "/admin/");
  const row = admin.getByRole("row").filter({ hasText: number });
  await expect(row).toContainText("A test of the console");
  await expect(row).toContainText("Ann");
  await row.getByRole("button", { name: `Take ${number} off the block list` }).click();
  await sign(admin, "Take off");
  await expect(row).toHaveCount(0);
  expect(await told()).toMatchObject({ status: "SAFE", listed: null });
  await expect(page.getByText("on the block list", { exact: true })).toHaveCount(0);
});

test("a short code is not blocked, and the dialog says why", async ({ page }) => {
  await visit(page, "/admin/");
  await page.getByRole("button", { name: "Block" }).click();
  await page
    .getByRole("dialog")
    .getByLabel(/^Number/)
    .fill("112");
  await sign(page, "Put on the block list");
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("112");
});

test("a campaign is paused with who and why, and resumed", async ({ page, request }) => {
  const campaigns = await api<Summary[]>(request, "/api/campaigns");
  const campaign = campaigns.at(-1) as Summary;
  const until = async () => (await api<Summary>(request, `/api/campaigns/${campaign.id}`)).paused_until;
  await visit(page, `/campaign/?id=${campaign.id}`);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("dialog").getByLabel("For").selectOption("4");
  await sign(page, "Pause", "The carrier is on it");
  await expect(page.getByText(/until .* by Ann: The carrier is on it/)).toBeVisible();
  const { stream_time } = await api<{ stream_time: string }>(request, "/api/stats");
  expect(Date.parse((await until()) ?? "")).toBe(Date.parse(stream_time) + 4 * 3_600_000);
  await page.getByRole("button", { name: "Resume" }).click();
  await sign(page, "Resume");
  await expect(page.getByText(/by Ann: The carrier is on it/)).toHaveCount(0);
  expect(await until()).toBeNull();
});

test("a rule is switched off with who and why, and back to what its file says", async ({ page, request }) => {
  const id = "robocall-sequential";
  const told = async () =>
    (
      await api<{ rules: { id: string; state: string; switched: { by: string } | null }[] }>(
        request,
        "/api/rules",
      )
    ).rules.find((one) => one.id === id);
  expect(await told()).toMatchObject({ state: "active", switched: null });
  await visit(page, "/explain/");
  const state = page.locator(`[data-rule-state=${id}]`);
  await expect(state).toContainText("active");
  await state.getByRole("button", { name: `Switch ${id}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("make it").selectOption("off");
  await expect(dialog).toContainText("It is not looked at");
  await sign(page, "Make it off", "   ");
  await expect(dialog.getByRole("alert")).toContainText("The request is not valid");
  await sign(page, "Make it off", "It flags our own dialler");
  await expect(dialog).toHaveCount(0);
  await expect(state).toContainText(/^off.*by Ann, .*: It flags our own dialler \(its file says active\)$/);
  expect(await told()).toMatchObject({ state: "off", switched: { by: "Ann" } });
  await visit(page, "/admin/");
  await state.getByRole("button", { name: `Switch ${id}` }).click();
  await dialog.getByLabel("make it").selectOption("file");
  await sign(page, "Make it active", "The dialler is on the allow list now");
  await expect(state).toHaveCount(0);
  expect(await told()).toMatchObject({ state: "active", switched: null });
});

test("what is said of a number is on its page and in the list of labels, and can be kept as CSV", async ({
  page,
  request,
}) => {
  const { number } = await someone(request);
  await visit(page, `/numbers/?number=${encodeURIComponent(number)}`);
  await page.getByRole("button", { name: "Say whether it commits fraud" }).click();
  await page.getByRole("dialog").getByLabel("Type of fraud").selectOption("Wangiri");
  await sign(page, "Say so", "Called back, a premium number");
  await expect(page.locator("[data-label]")).toContainText(
    /fraud.*Wangiri, as Ann said on .* \(by hand\): Called back, a premium number/,
  );
  expect(await api(request, `/api/labels?number=${encodeURIComponent(number)}`)).toMatchObject([
    { subject: number, fraud: true, fraud_type: "Wangiri", by: "Ann", alert_id: null },
  ]);
  await visit(page, "/labels/");
  await page.getByRole("searchbox").fill("premium number");
  const row = page.locator("tbody tr");
  await expect(row).toHaveCount(1);
  await expect(row).toContainText(number);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export CSV" }).click(),
  ]);
  const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(`${number},true,Wangiri,Ann,`);
  await page.getByLabel("Fraud or not").selectOption("no");
  await expect(page.getByText("No label passes the filters")).toBeVisible();
  await again(page);
  await expect(page.getByLabel("Fraud or not")).toHaveValue("no");
});

test("a label is given by hand, and what is no number is refused in words", async ({ page, request }) => {
  await visit(page, `${EMPTY}/labels/`);
  await expect(page.getByText("Nobody has said anything yet")).toBeVisible();
  await visit(page, "/labels/");
  await page.getByRole("button", { name: "Add a label" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Number").fill("911");
  await dialog.getByLabel("It does not commit fraud").check();
  await expect(dialog.getByLabel("Type of fraud")).toHaveCount(0);
  await sign(page, "Say so", "A known call centre");
  await expect(dialog.getByRole("alert")).toContainText("911 is no number of one subscriber");
  await dialog.getByLabel("Number").fill("+46 70 123 90 02");
  await sign(page, "Say so", "A known call centre");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("row").filter({ hasText: "+46701239002" })).toContainText("no fraud");
  expect(await api(request, "/api/labels?number=%2B46701239002")).toMatchObject([
    { fraud: false, fraud_type: null, by: "Ann", reason: "A known call centre" },
  ]);
});
