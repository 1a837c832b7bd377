import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openReader, openState } from '../../src-main/store/connection.ts'
import { COPY_ID } from './copy-life.ts'
import { type SuiteResult, skippedSuite, Tally } from './report.ts'
import { fileOf } from './store-life.ts'

/**
 * A backup over an older one while the disk is full, fails, or the process is killed, at every write (row 49): the old backup stays whole
 * until the new one is, a person is told why, and no half copy is left.
 */

const LIFE = join(import.meta.dirname, 'copy-life.ts')
const STORE_LIFE = join(import.meta.dirname, 'store-life.ts')

interface Place {
  readonly folder: string
  readonly library: string
  readonly backups: string
  readonly backup: string
}

const place = (folder: string): Place => {
  const backups = join(folder, 'backups')
  return { folder, library: fileOf(folder), backups, backup: join(backups, 'library.glossary') }
}

/** Makes the backup under strace; calls on the temporary copy and on its folder are counted or fail. Gives what it said. */
function copy(at: Place, args: readonly string[]): string {
  const temporary = `${at.backup}.${COPY_ID.slice(0, 8)}.tmp`
  const paths = ['', '-journal', '-wal'].flatMap((end) => ['-P', temporary + end])
  const trace = ['-qq', '-o', join(at.folder, 'trace'), ...paths, ...args, process.execPath, '--no-warnings', LIFE, at.library, at.backup]
  return spawnSync('strace', trace, { encoding: 'utf8', timeout: 60_000, env: { ...process.env, NODE_OPTIONS: '' } }).stdout ?? ''
}

const CALLS = ['pwrite64', 'fsync', 'fdatasync', 'ftruncate'] as const

/** How often each call happens in a backup that nothing disturbs. */
function count(at: Place): Record<string, number> {
  if (copy(at, ['-e', `trace=${CALLS.join(',')}`]) !== 'made\n') throw new Error('the undisturbed backup was not made')
  const lines = readFileSync(join(at.folder, 'trace'), 'utf8').split('\n')
  return Object.fromEntries(CALLS.map((call) => [call, lines.filter((line) => line.startsWith(`${call}(`)).length]))
}

/** A library with two runs, a backup of it, and a third thing in it since. */
function prepare(folder: string): Place {
  const at = place(join(folder, 'origin'))
  mkdirSync(at.folder)
  execFileSync(process.execPath, ['--no-warnings', STORE_LIFE, at.folder, 'live'])
  mkdirSync(at.backups)
  if (copy(at, ['-e', 'trace=none']) !== 'made\n') throw new Error('the first backup was not made')
  const db = openState(at.library)
  db.exec(`INSERT INTO meta(key, value) VALUES('since', 'the first backup')`)
  db.close()
  return at
}

const isNew = (file: string): boolean => {
  const db = openReader(file)
  try {
    if (db.pragma('integrity_check', { simple: true }) !== 'ok') throw new Error('integrity')
    return db.prepare(`SELECT count(*) FROM meta WHERE key='since'`).pluck().get() === 1
  } finally {
    db.close()
  }
}

interface Fault {
  readonly name: string
  readonly args: readonly string[]
  /** What a person may be told; null: the process is gone. */
  readonly told: RegExp | null
}

function faultsOf(counts: Record<string, number>, every: number): Fault[] {
  const at = (call: string, inject: (nth: number) => string, told: RegExp | null): Fault[] =>
    Array.from({ length: Math.ceil(counts[call]! / every) }, (_, i) => 1 + i * every).map((nth) => ({
      name: `${call} ${nth}: ${inject(nth)}`,
      args: ['-e', `trace=${call}`, '-e', `inject=${call}:${inject(nth)}`],
      told,
    }))
  const full = /^EXPORT_FAILED The disk is full, so the copy was not made/u
  return [
    ...at('pwrite64', (nth) => `error=ENOSPC:when=${nth}+`, full),
    ...at('pwrite64', (nth) => `error=EIO:when=${nth}`, /^(EXPORT_FAILED|OUTPUT_NOT_WRITABLE) /u),
    ...at('fsync', (nth) => `error=EIO:when=${nth}`, /^EXPORT_FAILED /u),
    ...at('fdatasync', (nth) => `error=EIO:when=${nth}`, /^EXPORT_FAILED /u),
    ...CALLS.flatMap((call) => at(call, (nth) => `signal=SIGKILL:when=${nth}`, null)),
  ]
}

function violations(at: Place, fault: Fault, said: string, old: Buffer): string[] {
  const found: string[] = []
  if (!existsSync(at.backup)) return ['there is no backup any more']
  const made = said === 'made\n'
  if (fault.told !== null && !made && !fault.told.test(said)) found.push(`told: ${said.trim() || 'nothing'}`)
  // SQLite may try a failed write of a scratch page again; a copy that says it was made has to be whole.
  if (made !== isNew(at.backup) && fault.told !== null)
    found.push(made ? 'made, and the old one is there' : 'not made, and the old one is gone')
  if (!made && !isNew(at.backup) && !readFileSync(at.backup).equals(old)) found.push('the old backup changed')
  const left = readdirSync(at.backups).filter((name) => name.endsWith('.tmp'))
  if (fault.told !== null && left.length > 0) found.push(`left over: ${left.join(', ')}`)
  return found.map((what) => `${fault.name}: ${what}`)
}

/** @param every 1 = at every write of the copy */
export async function copyFaults(every: number): Promise<SuiteResult> {
  const name = 'backup over an older one'
  try {
    execFileSync('strace', ['-e', 'trace=none', 'true'], { stdio: 'ignore' })
  } catch {
    return skippedSuite(name, 'strace or ptrace is not available here (apt-get install strace)')
  }
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-copy-'))
  const tally = new Tally()
  try {
    const origin = prepare(folder)
    const fresh = (): Place => {
      const at = place(join(folder, 'try'))
      rmSync(at.folder, { recursive: true, force: true })
      cpSync(origin.folder, at.folder, { recursive: true })
      return at
    }
    const old = readFileSync(origin.backup)
    for (const fault of faultsOf(count(fresh()), every)) {
      const at = fresh()
      const said = copy(at, fault.args)
      tally.add(violations(at, fault, said, old))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return tally.result(name, { 'points tried': tally.tried })
}
