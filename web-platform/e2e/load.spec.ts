import { expect, type Page, test } from "@playwright/test";
import { slowdown } from "./world";

/** Seconds under load; `npm run soak` takes ten minutes. */
const SECONDS = Number(process.env.RINGFENCE_SOAK_SECONDS ?? 8);
const PER_SECOND = 500;

const event = (at: number) => ({
  id: `0-${at}-0`,
  timestamp: new Date(1_767_225_600_000 + at * 2).toISOString().replace(/\.\d+Z$/, "Z"),
  source: `+9198765${String(at % 100_000).padStart(5, "0")}`,
  destination: `+46701${String((at * 7) % 1_000_000).padStart(6, "0")}`,
  duration: at % 300,
  risk_score: at % 101,
  type: at % 10 === 0 ? "Fraud" : "Legitimate",
  status: ["SAFE", "SUSPICIOUS", "DANGEROUS"][at % 3],
  location: "IN",
  cluster_id: null,
  fraud_type: at % 3 ? "Wangiri" : null,
  confidence: null,
  listed: null,
});

/** Longest times between two frames, watched in the page itself. */
async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const gaps: number[] = [];
    let last = performance.now();
    const look = (now: number) => {
      gaps.push(now - last);
      if (gaps.length > 100_000) gaps.splice(0, 50_000);
      last = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(window, { frameGaps: gaps });
  });
}

const longest = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(...(window as unknown as { frameGaps: number[] }).frameGaps));

async function heap(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send("HeapProfiler.collectGarbage");
  const { usedSize } = await client.send("Runtime.getHeapUsage");
  await client.detach();
  return usedSize;
}

test(`${PER_SECOND} events a second for ${SECONDS} s: no frame takes over 200 ms and the heap stays`, async ({
  page,
}) => {
  test.setTimeout((SECONDS + 60) * 1000);
  let sent = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  await page.routeWebSocket(/threat-stream/, (socket) => {
    // Ten messages a second of fifty events: far more than a worker sends, which is one of at most fifty.
    timer = setInterval(() => {
      const events = Array.from({ length: PER_SECOND / 10 }, () => event(sent++));
      socket.send(JSON.stringify({ events, stats: null }));
    }, 100);
  });
  await page.goto("/stream/");
  await expect(page.locator("tbody tr").first()).toBeVisible();
  await page.waitForTimeout(3000);
  const before = await heap(page);
  await watchFrames(page);
  await page.waitForTimeout(SECONDS * 1000);
  const slow = slowdown();
  const gap = await longest(page);
  const after = await heap(page);
  clearInterval(timer);
  console.log(
    `${sent} events; longest frame ${Math.round(gap)} ms; heap ${(before / 1e6).toFixed(1)} -> ${(after / 1e6).toFixed(1)} MB; machine ${slow.toFixed(1)} times slowed`,
  );
  expect(sent).toBeGreaterThan(PER_SECOND * SECONDS * 0.8);
  expect(gap).toBeLessThanOrEqual(200 * slow);
  expect(after / before).toBeLessThanOrEqual(1.5);
});
