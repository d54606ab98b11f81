import { expect, test } from "@playwright/test";
import { settled } from "./world";

const KILOBYTES = 350;
const SECONDS = 1.5;

test(`the overview loads at most ${KILOBYTES} KB of packed JavaScript and shows figures within ${SECONDS} s`, async ({
  browser,
  page,
}) => {
  // What the browser and the worker do for the first time is not the page's: another page of another context goes before.
  const first = await browser.newPage();
  await first.goto("/figures/");
  await first.close();
  const client = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  const scripts = new Set<string>();
  let bytes = 0;
  client.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  const began = Date.now();
  await page.goto("/overview/", { waitUntil: "commit" });
  await expect(page.locator('[data-value="stats.victims_after_flag"]')).toBeVisible();
  const seconds = (Date.now() - began) / 1000;
  await settled(page);
  await page.waitForLoadState("networkidle").catch(() => {});
  console.log(
    `overview: ${Math.round(bytes / 1024)} KB of JavaScript, figures after ${seconds.toFixed(2)} s`,
  );
  expect(bytes / 1024).toBeLessThanOrEqual(KILOBYTES);
  expect(bytes).toBeGreaterThan(50_000);
  expect(seconds).toBeLessThanOrEqual(SECONDS);
});
