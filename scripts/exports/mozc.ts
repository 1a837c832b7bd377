import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Outcome, Skip } from './outcome.ts'

/**
 * A user dictionary in Mozc itself: its server (Debian: mozc-server) is started in a home of its own and imports the file over its socket, with no
 * window. Its dictionary tool (mozc-utils-gui) imports by its window only; it sends the server these same commands.
 */

const SERVER = '/usr/lib/mozc/mozc_server'
/** Mozc refuses to run as root. */
const NOBODY = 65_534
const IMPORTED = 1

/** @param file a dictionary as the `mozc` export writes it @throws Skip where there is no Mozc */
export async function mozcImports(file: string): Promise<Outcome> {
  if (!existsSync(SERVER)) throw new Skip('mozc-server is not installed; the rules of its importer are checked in npm test')
  const home = mkdtempSync(join(tmpdir(), 'gg-mozc-'))
  const root = process.getuid?.() === 0
  mkdirSync(join(home, '.config'))
  if (root) for (const path of [home, join(home, '.config')]) chownSync(path, NOBODY, NOBODY)
  const server = spawn(SERVER, [], {
    cwd: '/',
    env: { HOME: home },
    stdio: 'ignore',
    ...(root ? { uid: NOBODY, gid: NOBODY } : {}),
  })
  try {
    const ready = join(home, '.config/mozc/.session.ipc')
    for (let tries = 0; !existsSync(ready); tries++) {
      if (tries > 200 || server.exitCode !== null) return { ok: false, note: `the server did not start (exit code ${server.exitCode})` }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const client = join(import.meta.dirname, 'mozc-client.ts')
    const args = ['--no-warnings', client, home, file, ...(root ? [String(NOBODY)] : [])]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 120_000, maxBuffer: 1e8 })
    if (status !== 0) return { ok: false, note: stderr }
    return compared(file, JSON.parse(stdout))
  } finally {
    server.kill('SIGKILL')
    rmSync(home, { recursive: true, force: true })
  }
}

/** Every line of the file is a word of the dictionary: reading, word and comment as they were written. */
function compared(file: string, got: { readonly status: number; readonly entries: readonly (readonly string[])[] }): Outcome {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'))
  const wanted = lines.map(([reading, word, , comment]) => JSON.stringify([reading, word, comment ?? '']))
  const there = new Set(got.entries.map((entry) => JSON.stringify(entry)))
  const missing = wanted.filter((entry) => !there.has(entry))
  if (got.status !== IMPORTED || missing.length > 0 || got.entries.length !== lines.length) {
    return {
      ok: false,
      note: `status ${got.status}, ${got.entries.length} of ${lines.length} words; missing: ${missing.slice(0, 5).join(' ')}`,
    }
  }
  return { ok: true, note: `its server imported ${lines.length} of ${lines.length} words, comments as they were, hostile ones too` }
}
