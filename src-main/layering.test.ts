import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT, repositoryFiles } from '../scripts/tracked-files.ts'

/**
 * Imports point one way (docs/architecture.md): contract ← worker; contract ← runs, store, hosts ← library ← app ← electron, cli,
 * preview; contract ← renderer. This test reads import lines and fails on a breach.
 */
interface Layer {
  /** Folder (ends in `/`) or file. The longest match decides which layer a file is in. */
  readonly at: string
  /** Folders and files it may import from, besides itself. */
  readonly mayImport: readonly string[]
  /** npm packages and `node:` modules it may import; absent = any but electron. */
  readonly packages?: readonly RegExp[]
}

const CONTRACT = 'src-main/contract/'
/** The ports other parts implement live beside the engine that defines them. */
const PORTS = ['src-main/runs/ports.ts', 'src-main/runs/recovery-ports.ts']
const ENGINE = [CONTRACT, 'src-main/runs/', 'src-main/store/', 'src-main/hosts/']
const CORE = [...ENGINE, 'src-main/library/']
const FRONT = [...CORE, 'src-main/app.ts', 'src-main/app/', 'src-main/host/']

const LAYERS: readonly Layer[] = [
  { at: CONTRACT, mayImport: [], packages: [/^zod$/, /^comlink$/] },
  { at: 'src-main/runs/', mayImport: [CONTRACT], packages: [/^node:(crypto|timers|path|util|events)/, /^zod$/, /^comlink$/] },
  { at: 'src-main/store/', mayImport: [CONTRACT, ...PORTS] },
  { at: 'src-main/hosts/', mayImport: [CONTRACT, ...PORTS] },
  { at: 'src-main/library/', mayImport: ENGINE },
  { at: 'src-main/app.ts', mayImport: [...CORE, 'src-main/app/'] },
  { at: 'src-main/app/', mayImport: CORE },
  { at: 'src-main/host/', mayImport: [...CORE, 'src-main/app.ts', 'src-main/app/'] },
  { at: 'src-main/cli/', mayImport: FRONT },
  { at: 'src-main/preview/', mayImport: FRONT },
  { at: 'src-main/desktop/', mayImport: FRONT },
  { at: 'src-main/electron/', mayImport: [...FRONT, 'src-main/desktop/'], packages: [/.*/] },
  { at: 'src-worker/', mayImport: [CONTRACT] },
  { at: 'src-renderer/', mayImport: [CONTRACT], packages: [/^(?!node:|electron$|better-sqlite3$|ws$)/] },
  { at: 'e2e/electron-only/', mayImport: ['e2e/', 'scripts/', ...FRONT], packages: [/.*/] },
  { at: 'e2e/', mayImport: ['scripts/', ...FRONT, 'src-main/preview/'] },
  { at: 'scripts/', mayImport: ['e2e/', 'src-worker/', 'src-main/desktop/', ...FRONT] },
]

const MAX_LINES = 300
/** Tests and the mutants' table are lists: long is not deep. */
const MAX_LIST_LINES = 700

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || /\/(testing|fixtures|conformance)\//.test(file)
const isList = (file: string): boolean => isTest(file) || /^(e2e\/|scripts\/mutants\/)/.test(file)
const isCode = (file: string): boolean => /^(src-main|src-worker|src-renderer|scripts|e2e)\/.*\.(ts|tsx|mjs|cjs)$/.test(file)
const code = repositoryFiles().filter(isCode)

const layerOf = (file: string): Layer | undefined =>
  LAYERS.filter(({ at }) => file.startsWith(at)).sort((a, b) => b.at.length - a.at.length)[0]

interface Import {
  readonly file: string
  readonly specifier: string
  readonly typeOnly: boolean
}

/** Import, export-from, dynamic import and require lines of a source text, comments left out. */
function importsOf(file: string, text: string): Import[] {
  const source = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const statements = source.matchAll(/^\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s*)?'([^']+)'/gm)
  const calls = source.matchAll(/\b(?:import|require|require\.resolve)\(\s*['"]([^'"]+)['"]/g)
  return [
    ...[...statements].map(([, type, specifier]) => ({ file, specifier: specifier!, typeOnly: type !== undefined })),
    ...[...calls].map(([, specifier]) => ({ file, specifier: specifier!, typeOnly: false })),
  ]
}

/** Says why an import breaks the rules, or null. */
function breach({ file, specifier, typeOnly }: Import): string | null {
  const layer = layerOf(file)
  if (layer === undefined) return file.includes('/') && !file.startsWith('src-main/layering') ? `${file} is in no layer` : null
  // The path of another bundle's file (electron-vite), not its code: how the shell names the worker it launches.
  if (specifier.endsWith('?modulePath')) return null
  if (specifier.startsWith('.')) {
    const target = posix.normalize(posix.join(posix.dirname(file), specifier))
    if (!isCode(target)) return null
    const allowed = [layer.at, ...layer.mayImport].some((at) => (at.endsWith('/') ? target.startsWith(at) : target === at))
    return allowed ? null : `${file} imports ${target}`
  }
  if (/^electron(\/|$)/.test(specifier) && !typeOnly && !/^(src-main\/electron|e2e\/electron-only)\//.test(file))
    return `${file} imports electron`
  if (layer.packages === undefined || typeOnly || isTest(file)) return null
  return layer.packages.some((pattern) => pattern.test(specifier)) ? null : `${file} imports ${specifier}`
}

/** Tests and their fixtures may reach across the sides of the repository: they stand in for the other side. */
const breachesOf = (file: string, text: string): string[] =>
  importsOf(file, text)
    .filter((one) => !(isTest(file) && one.specifier.startsWith('.')))
    .map(breach)
    .filter((reason) => reason !== null)

test('imports point one way', () => {
  expect(code.length).toBeGreaterThan(0)
  expect(code.flatMap((file) => breachesOf(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([])
})

test('the rules catch what they are for', () => {
  expect(breachesOf('src-worker/a.ts', "import { x } from '../src-main/store/open.ts'")).toHaveLength(1)
  expect(breachesOf('src-main/contract/a.ts', "export * from '../runs/ports.ts'")).toHaveLength(1)
  expect(breachesOf('src-main/contract/a.ts', "import { readFileSync } from 'node:fs'")).toHaveLength(1)
  expect(breachesOf('src-main/runs/a.ts', "import Database from 'better-sqlite3'")).toHaveLength(1)
  expect(breachesOf('src-main/library/a.ts', "import {\n  run,\n} from '../cli/main.ts'")).toHaveLength(1)
  expect(breachesOf('src-renderer/a.tsx', "const fs = await import('node:fs')")).toHaveLength(1)
  expect(breachesOf('src-main/cli/a.ts', "import { app } from 'electron'")).toHaveLength(1)
  expect(breachesOf('src-main/electron/a.ts', "import { app } from 'electron'")).toEqual([])
  expect(breachesOf('src-main/store/a.ts', "import type { RunStore } from '../runs/ports.ts'")).toEqual([])
})

test('a file does one thing', () => {
  const lines = (file: string): number => readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1
  const long = code
    .map((file) => ({ file, lines: lines(file), limit: isList(file) ? MAX_LIST_LINES : MAX_LINES }))
    .filter((one) => one.lines > one.limit)
  expect(long).toEqual([])
})
