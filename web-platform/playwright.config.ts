import { defineConfig } from "@playwright/test";

// Run by tests/dashboard/test_browser.py, which starts a real broker and two real workers and names them here.
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: "list",
  use: {
    baseURL: process.env.RINGFENCE_SEEDED,
    viewport: { width: 1440, height: 900 },
    timezoneId: "Europe/Stockholm",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      // As root, in containers and in continuous integration, Chromium refuses to start with its sandbox.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
});
