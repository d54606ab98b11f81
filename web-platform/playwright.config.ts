import { defineConfig } from "@playwright/test";

/** They measure times, so nothing else may run beside them: they are a project of their own, to be run by itself. */
const TIMED = /(budget|graph|load)\.spec\.ts/;

// Run by tests/dashboard/test_browser.py, which starts a real broker and two real workers and names them here.
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  // A browser beside two workers and a broker on two cores is now and then late. What fails twice is wrong; what passes
  // the second time is called flaky at the end of the list.
  retries: 1,
  reporter: "list",
  workers: 2,
  projects: [
    { name: "pages", testIgnore: TIMED },
    { name: "timed", testMatch: TIMED, workers: 1 },
  ],
  use: {
    baseURL: process.env.RINGFENCE_SEEDED,
    viewport: { width: 1440, height: 900 },
    timezoneId: "Europe/Stockholm",
    // A trace of every test would make all of them a third slower; "--trace on" makes one of a test that fails.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      // As root, in containers and in continuous integration, Chromium refuses to start with its sandbox.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
});
