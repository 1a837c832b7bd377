import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

/** The Chromium that end-to-end tests drive: one already there, else the distribution's own package. Nothing is fetched from elsewhere. */

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const APPLICATIONS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

/** What looking for a browser asks of the system; tests replace it. */
export interface BrowserSystem {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  exists(file: string): boolean
  /** Where Playwright keeps a browser of its own, or would. */
  playwrightPath(): string | undefined
  isRoot(): boolean
  isDebian(): boolean
  /** Runs a command, its output on standard error; true when it ended with 0. */
  run(command: string, args: readonly string[]): boolean
  say(text: string): void
}

export type Browser = { readonly executable: string } | { readonly problem: string }

/** The browser's executable, or a sentence saying what to install. */
export function findChromium(system: BrowserSystem = realSystem): Browser {
  const found = lookUp(system)
  if (found !== undefined) return { executable: found }
  const problem =
    'No Chromium was found for the end-to-end tests: install it (Debian: apt-get install chromium; elsewhere Chromium or Google Chrome), then repeat.'
  if (system.env.GENGLOSSARY_CHROMIUM !== undefined) {
    return { problem: `GENGLOSSARY_CHROMIUM names ${system.env.GENGLOSSARY_CHROMIUM}, which does not exist: correct it or unset it.` }
  }
  if (!system.isDebian() || !system.isRoot()) return { problem }
  system.say('Installing Chromium from the distribution (apt-get install chromium) for the end-to-end tests.')
  const install = (): boolean => system.run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
  // A fresh machine has no package lists yet.
  if (!install() && !(system.run('apt-get', ['update']) && install())) {
    return {
      problem: 'apt-get could not install chromium: check the network and the package sources, or install Chromium by hand, then repeat.',
    }
  }
  const installed = lookUp(system)
  return installed === undefined ? { problem } : { executable: installed }
}

function lookUp(system: BrowserSystem): string | undefined {
  const named = system.env.GENGLOSSARY_CHROMIUM
  if (named !== undefined) return system.exists(named) ? named : undefined
  const folders = (system.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  const own = system.playwrightPath()
  return [...onPath, ...(own === undefined ? [] : [own]), ...(APPLICATIONS[system.platform] ?? [])].find((file) => system.exists(file))
}

const realSystem: BrowserSystem = {
  platform: process.platform,
  env: process.env,
  exists: existsSync,
  playwrightPath: () => {
    const { chromium } = createRequire(import.meta.url)('playwright') as typeof import('playwright')
    return chromium.executablePath()
  },
  isRoot: () => process.getuid?.() === 0,
  isDebian: () => existsSync('/etc/os-release') && /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8')),
  run: (command, args) =>
    spawnSync(command, [...args], { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0,
  say: (text) => {
    process.stderr.write(`${text}\n`)
  },
}
