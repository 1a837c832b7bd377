import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'playwright/test'
import { electronBinary } from '../scripts/electron-binary.ts'
import { ELECTRON, WITHOUT_APP } from './harness/projects.ts'

/**
 * The specs drive the preview: real core, real SQLite, real forked workers, the built pages, in Chromium. scripts/run-tests.ts builds the pages,
 * finds Chromium and the fonts, and calls this. What it leaves unproven for Electron is in docs/testing.md.
 */
const executablePath = process.env.GENGLOSSARY_CHROMIUM

/** Asked before Playwright would: without a binary it starts a download. */
const desktop = electronBinary(join(import.meta.dirname, '..')) !== null
if (!desktop && process.env.REQUIRE_ELECTRON === '1')
  throw new Error('REQUIRE_ELECTRON is set and there is no Electron binary: run npx install-electron.')
if (!desktop && process.env.TEST_WORKER_INDEX === undefined)
  process.stderr.write('Project electron: skipped, there is no Electron binary here.\n')
if (desktop && process.env.TEST_WORKER_INDEX === undefined)
  process.stderr.write(`Project electron: without ${WITHOUT_APP.join(', ')}, which never start the app.\n`)

export default defineConfig({
  testDir: import.meta.dirname,
  snapshotPathTemplate: join(import.meta.dirname, 'baselines', '{arg}{ext}'),
  updateSnapshots: 'none',
  outputDir: join(import.meta.dirname, '..', 'test-results'),
  fullyParallel: true,
  // A spec waits about a third of its time.
  workers: Math.max(2, availableParallelism()),
  // Generous: how fast the window is, `npm run bench:ui` says; a busy machine must not look like a fault.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  use: {
    viewport: { width: 1360, height: 850 },
    locale: 'en-US',
    timezoneId: 'UTC',
    // Nothing is on its way in or out: a key or a click meets what is there. Specs about what people see move ask for motion themselves.
    contextOptions: { reducedMotion: 'reduce' },
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
  projects: [
    { name: 'browser', testDir: join(import.meta.dirname, 'specs') },
    ...(desktop
      ? [
          {
            name: ELECTRON,
            testMatch: ['specs/**/*.spec.ts', 'electron-only/**/*.spec.ts'],
            testIgnore: [...WITHOUT_APP.map((name) => `**/${name}`)],
          },
        ]
      : []),
  ],
})
