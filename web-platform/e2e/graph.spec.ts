import { expect, test } from "@playwright/test";
import { someone } from "./world";

const NODES = 2000;

/** A network as large as the API ever gives: members that call the same victims. */
function network() {
  const members = 200;
  const nodes = Array.from({ length: NODES }, (_, at) => ({
    id: `+99${at}`,
    kind: at < members ? "member" : "victim",
    label: `+99${at}`,
    risk_score: at < members ? 90 : null,
    calls: at < members ? 20 : null,
    links: at < members ? 18 : 2,
  }));
  const links = Array.from({ length: 2 * (NODES - members) }, (_, at) => ({
    source: `+99${(at * 31) % members}`,
    target: `+99${members + (at % (NODES - members))}`,
    kind: "call",
    calls: null,
  }));
  return {
    campaign: "x",
    nodes,
    links,
    members_total: members,
    victims_total: NODES - members,
    victims_at_least: false,
    members_unknown: 0,
    cut: false,
  };
}

test(`a network of ${NODES} numbers is drawn and can be moved smoothly`, async ({ page, request }) => {
  const { campaign } = await someone(request);
  await page.route(/\/graph\?/, (route) => route.fulfill({ json: network() }));
  await page.goto(`/campaign/?id=${campaign.id}&nodes=${NODES}`);
  const box = page.locator("[data-graph=ready]");
  await expect(box).toBeVisible({ timeout: 30_000 });
  await box.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await box.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.evaluate(() => {
    const state = { frames: 0 };
    const look = () => {
      state.frames++;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(window, { state });
  });
  const frames = () => page.evaluate(() => (window as unknown as { state: { frames: number } }).state.frames);
  await page.mouse.move(x + 8, y + 8);
  await page.mouse.down();
  const [began, first] = [Date.now(), await frames()];
  for (let step = 0; step < 60; step++) {
    await page.mouse.move(x + 8 + ((step * 5) % (width - 20)), y + 8 + ((step * 3) % (height - 20)));
  }
  const rate = ((await frames()) - first) / ((Date.now() - began) / 1000);
  await page.mouse.up();
  console.log(`${NODES} nodes: ${rate.toFixed(0)} frames a second while moved`);
  expect(rate).toBeGreaterThan(20);
});
