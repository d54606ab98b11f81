// Takes the README's screenshots from a running worker: RINGFENCE_URL=http://127.0.0.1:6066 npm run screenshots
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const base = process.env.RINGFENCE_URL ?? "http://127.0.0.1:6066";
const target = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "docs", "images");

async function api(path) {
  const answer = await fetch(`${base}${path}`);
  if (!answer.ok) throw new Error(`${base}${path} answered ${answer.status}; is the demo running?`);
  return answer.json();
}

const [campaign] = (await api("/api/campaigns")).toSorted((a, b) => b.affected_users - a.affected_users);
if (!campaign) throw new Error("there is no campaign yet; let the demo run for a few minutes");
const [alert] = await api("/api/alerts?state=open&limit=1");
const shots = [
  ["overview", "/overview/", "light"],
  ["campaign", `/campaign/?id=${campaign.id}`, "dark"],
  ["alerts", `/alerts/?alert=${alert?.id ?? ""}`, "light"],
];

mkdirSync(target, { recursive: true });
const root = process.getuid?.() === 0;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: root ? ["--no-sandbox"] : [],
});
for (const [name, path, colorScheme] of shots) {
  const page = await browser.newPage({ viewport: { width: 1360, height: 850 }, colorScheme });
  await page.addInitScript(() => localStorage.setItem("ringfence.tour", "done"));
  await page.goto(`${base}${path}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.locator("[data-live=live]").waitFor();
  // Charts, map and network come after the figures.
  await page.waitForTimeout(4000);
  await page.screenshot({ path: join(target, `${name}.png`) });
  await page.close();
  console.log(`docs/images/${name}.png`);
}
await browser.close();
