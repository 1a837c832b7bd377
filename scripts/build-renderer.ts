import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build, type InlineConfig } from 'vite'
import { runNode } from './tests/suite.ts'
import { ROOT } from './tracked-files.ts'

const STAMP = join(ROOT, '.cache', 'renderer.stamp')
const OUTPUT = join(ROOT, 'out', 'renderer', 'index.html')
const INPUT_FOLDERS = ['src-renderer', 'src-main/contract']
const INPUT_FILES = ['package-lock.json', 'electron.vite.config.ts']

/**
 * Builds the window's pages into out/renderer when what they are made of has changed since the last build, without Electron.
 * @returns null when they are there, else a sentence saying what went wrong (the compiler's own words are on standard error)
 */
export async function buildRenderer(): Promise<string | null> {
  const stamp = inputsHash()
  if (existsSync(OUTPUT) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return null
  try {
    await build(await rendererConfig())
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
    return 'The window could not be built: see the error above.'
  }
  mkdirSync(dirname(STAMP), { recursive: true })
  writeFileSync(STAMP, stamp)
  return null
}

/**
 * Builds what the desktop starts from beside the pages: main, preload and the workers. Always anew: it takes three seconds, and tests of a desktop that is
 * older than its sources tell nothing. @returns null, or a sentence saying what went wrong
 */
export async function buildDesktop(): Promise<string | null> {
  const cli = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const { code } = await runNode([cli, 'build'], { cwd: ROOT, limitMs: 10 * 60_000, env: { GENGLOSSARY_BUILD_PAGES: 'no' } })
  return code === 0 ? null : 'The desktop app could not be built: see the error above.'
}

/** The renderer section of electron-vite's configuration, so that preview and desktop show the same pages. */
export async function rendererConfig(): Promise<InlineConfig> {
  const { default: config } = (await import('../electron.vite.config.ts')) as { default: { renderer?: InlineConfig } }
  if (config.renderer === undefined) throw new Error('electron.vite.config.ts has no section `renderer`')
  return { ...config.renderer, configFile: false, mode: 'production', logLevel: 'warn' }
}

function inputsHash(): string {
  const hash = createHash('sha256')
  const inFolders = INPUT_FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  for (const file of [...INPUT_FILES.map((name) => join(ROOT, name)), ...inFolders.sort()]) {
    hash.update(file).update('\0').update(readFileSync(file))
  }
  return hash.digest('hex')
}
