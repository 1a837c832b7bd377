import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AppError } from '../../contract/errors.ts'
import type { HostArgs, HostResults } from '../../contract/host-api.ts'
import type { HostCallName } from '../../contract/host-names.ts'
import { type DoubleOptions, ElectronDouble } from './electron.ts'
import { turn } from './object.ts'
import type { Page } from './page.ts'
import type { FakeWindow } from './windows.ts'

/** Runs the built bundle of main, `out/main/index.js`, under the double: one fresh copy of all its modules for each start. */

export const ROOT = join(import.meta.dirname, '..', '..', '..')

/** Pages of a size that tests can look at: what is served is a list of files, whatever they are. */
const PAGES: Readonly<Record<string, string>> = {
  'index.html':
    '<!doctype html><meta nonce="__CSP_NONCE__"><script type="module" src="./assets/index.js"></script><link rel="stylesheet" href="./assets/index.css"><link rel="icon" href="./icon.svg">',
  'assets/index.js': 'export {}',
  'assets/worker.js': 'self.onmessage = () => undefined',
  'assets/index.css': 'body { margin: 0 }',
  'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'notes.json': '{"no": "kind of file the pages have"}',
}

export interface Built {
  /** Holds `out/main`, `out/preload` and `out/renderer`. */
  readonly place: string
  remove(): void
}

/** Builds main and preload as `npm run build` does. Below the repository, where the bundles find their packages as the app's do. */
export function buildShell(): Built {
  mkdirSync(join(ROOT, '.cache'), { recursive: true })
  const place = mkdtempSync(join(ROOT, '.cache', 'shell-'))
  const cli = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const env = { ...process.env, GENGLOSSARY_BUILD_PAGES: 'no' }
  const built = spawnSync(process.execPath, [cli, 'build', '--outDir', join(place, 'out')], { cwd: ROOT, encoding: 'utf8', env })
  if (built.status !== 0) throw new Error(built.stderr)
  for (const [name, text] of Object.entries(PAGES)) {
    const file = join(place, 'out', 'renderer', name)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, text)
  }
  return { place, remove: () => rmSync(place, { recursive: true, force: true }) }
}

// ---- the module `electron` ----

const doubles: ElectronDouble[] = []
const MARK = 'electron-double'
const numberOf = (url: string | undefined): string | undefined => new RegExp(`[?&]${MARK}=(\\d+)`).exec(url ?? '')?.[1]
Object.assign(globalThis, { electronDoubles: doubles })

registerHooks({
  resolve(specifier, context, next) {
    const number = numberOf(context.parentURL)
    if (number === undefined) return next(specifier, context)
    if (specifier === 'electron') return { url: `${MARK}:electron?${MARK}=${number}`, format: 'module', shortCircuit: true }
    const found = next(specifier, context)
    return /[\\/]out[\\/]main[\\/]/.test(found.url) ? { ...found, url: `${found.url}?${MARK}=${number}` } : found
  },
  load(url, context, next) {
    if (!url.startsWith(`${MARK}:`)) return next(url, context)
    const number = Number(numberOf(url))
    const names = Object.keys(doubles[number]!.module()).join(', ')
    const source = `export const { ${names} } = globalThis.electronDoubles[${number}].module()`
    return { format: 'module', source, shortCircuit: true }
  },
})

const { nativeImport } = createRequire(import.meta.url)('./native-import.mjs') as { nativeImport(url: string): Promise<unknown> }

// ---- the app ----

export interface LaunchOptions extends DoubleOptions {
  readonly home?: string
  /** Behind the program's own name on the command line. */
  readonly argv?: readonly string[]
  /** Before `ready`, when the app's own first lines have run. */
  readonly beforeReady?: (double: ElectronDouble) => void
}

export interface Launched {
  readonly electron: ElectronDouble
  readonly home: string
  /** Windows in the order in which they were opened. */
  windows(): FakeWindow[]
  /** The page of a window once it has loaded. */
  page(index?: number): Promise<Page>
  /** Quits and waits for the end. */
  quit(): Promise<void>
}

export async function launch(place: string, options: LaunchOptions = {}): Promise<Launched> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'genglossary-shell-'))
  process.env.GENGLOSSARY_HOME = home
  const electron = new ElectronDouble(options)
  const number = doubles.push(electron) - 1
  process.argv = [process.execPath, place, ...(options.argv ?? [])]
  await nativeImport(`${pathToFileURL(join(place, 'out', 'main', 'index.js')).href}?${MARK}=${number}`)
  options.beforeReady?.(electron)
  electron.app.becomeReady()
  await turn()
  const windows = () => electron.windows.getAllWindows()
  const page = async (index = 0) => {
    await until(() => windows().length > index, `window ${index}`)
    const { contents } = windows()[index]!
    await contents.loaded
    return contents.page
  }
  const quit = async () => {
    electron.app.quit()
    await until(() => electron.app.exited, 'the end of the app')
  }
  return { electron, home, windows, page, quit }
}

/** Waits for what comes by itself. @throws when it has not come in a minute and a half: a busy machine must not look like a fault */
export async function until(there: () => boolean, what: string): Promise<void> {
  const late = Date.now() + 90_000
  while (!there()) {
    if (Date.now() > late) throw new Error(`It did not come: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** One call of the page, as the window makes it. @throws AppError as the page would get it */
export async function ask<K extends HostCallName>(page: Page, name: K, args: HostArgs<K>): Promise<HostResults[K]> {
  const reply = await page.bridge.calls[name](args)
  if (reply.ok) return reply.value as HostResults[K]
  throw AppError.from(reply.error)
}
