import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Runs the tool as a process of its own, the way a person or a script does. */

const MAIN = join(import.meta.dirname, 'main.ts')

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly child: ChildProcess
  readonly finished: Promise<Finished>
  /** Resolves when standard error holds the text; rejects when the process ends first. */
  saw(text: string | RegExp): Promise<void>
}

const NOBODY = 65534

/**
 * How to run as somebody whom permissions stop: as ourselves, or, when we are root (whom nothing stops), as `nobody`. Null when `nobody`
 * can't run the tool, for example because the sources lie in a folder closed to others.
 */
export function ordinaryUser(): { readonly uid?: number; readonly gid?: number } | null {
  if (process.getuid?.() !== 0) return {}
  const user = { uid: NOBODY, gid: NOBODY }
  return spawnSync(process.execPath, [MAIN, '--version'], user).status === 0 ? user : null
}

export class Desk {
  /** A folder of this test's own; `home` in it is the data folder. */
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'gg-cli-')))
  readonly home = join(this.folder, 'home')

  path(...parts: string[]): string {
    return join(this.folder, ...parts)
  }

  /** Writes files under the desk's folder, making folders as needed; gives the absolute path of the first. */
  write(files: Readonly<Record<string, string | Uint8Array>>): string {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(this.path(name)), { recursive: true })
      writeFileSync(this.path(name), content)
    }
    return this.path(Object.keys(files)[0] ?? '')
  }

  /** Lets another user work here: nothing a test keeps is secret. */
  open(): void {
    mkdirSync(this.home, { recursive: true })
    for (const folder of [this.folder, this.home]) chmodSync(folder, 0o777)
  }

  start(args: readonly string[], user: { readonly uid?: number; readonly gid?: number } = {}): Running {
    const child = spawn(process.execPath, [MAIN, ...args], {
      ...user,
      cwd: this.folder,
      env: { ...process.env, GENGLOSSARY_HOME: this.home },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const text = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text.stdout += chunk
    })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      text.stderr += chunk
    })
    const finished = new Promise<Finished>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code) => resolve({ code, ...text }))
    })
    const has = (wanted: string | RegExp) => (typeof wanted === 'string' ? text.stderr.includes(wanted) : wanted.test(text.stderr))
    const saw = (wanted: string | RegExp) =>
      new Promise<void>((resolve, reject) => {
        const look = () => (has(wanted) ? resolve() : undefined)
        look()
        child.stderr.on('data', look)
        child.once('close', () => reject(new Error(`ended before "${wanted}": ${text.stderr}`)))
      })
    return { child, finished, saw }
  }

  run(...args: string[]): Promise<Finished> {
    return this.start(args).finished
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Small documents with a few terms and defining sentences. */
export const HANDBOOK: Readonly<Record<string, string>> = {
  'docs/runner.md':
    '# Job runner\n\nA job runner is a process that executes jobs from a job spool. The job runner reports every exit code.\n\nEach job runner holds one lease. A job runner without a lease stops.\n',
  'docs/spool.md':
    '# Job spool\n\nThe job spool is a queue of jobs on disk. Every job runner reads the job spool.\n\nA full job spool refuses new jobs. The spool limit is a number of jobs.\n',
  'docs/ja/用語.md':
    '# 量子ビット\n\n量子ビットとは、量子計算における情報の最小単位である。量子ビットは重ね合わせの状態をとる。\n\n量子回路は量子ビットを並べたものである。量子回路の深さを測る。\n',
}

/** A folder that keeps a run busy for seconds: many documents, each of its own words. */
export function bigFolder(desk: Desk, documents: number): string {
  const sentence = (n: number, i: number) =>
    `The batch scheduler ${n} is a component that assigns work unit ${i} to the worker node ${n * 7 + i}. A worker node reports its load average.\n\n`
  for (let n = 0; n < documents; n++) {
    desk.write({ [`big/part-${String(n).padStart(4, '0')}.md`]: Array.from({ length: 120 }, (_, i) => sentence(n, i)).join('') })
  }
  return desk.path('big')
}
