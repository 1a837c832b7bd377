import { join } from 'node:path'
import { defineConfig } from 'playwright/test'

/**
 * The specs drive the preview: real core, real SQLite, real forked workers, the built pages, in Chromium. scripts/run-tests.ts builds the pages,
 * finds Chromium and the fonts, and calls this. What it leaves unproven for Electron is in docs/testing.md.
 */
const executablePath = process.env.GENGLOSSARY_CHROMIUM

export default defineConfig({
  testDir: join(import.meta.dirname, 'specs'),
  outputDir: join(import.meta.dirname, '..', 'test-results'),
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  use: {
    viewport: { width: 1360, height: 850 },
    locale: 'en-US',
    timezoneId: 'UTC',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [{ name: 'browser' }],
})
