import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { randomOf } from './random.ts'
import { type SuiteResult, Tally } from './report.ts'
import { fileOf } from './store-life.ts'
import { acknowledgedIn, violationsIn } from './verdict.ts'

/**
 * Torn writes: the write-ahead log a killed life left, cut at every frame and inside frames, and with bits flipped. Whatever is lost, what
 * is left is a consistent prefix (sqlite.org/fileformat2.html §4: header of 32 bytes, frames of 24 bytes and one page).
 */

const WAL_HEADER = 32
const FRAME_HEADER = 24

const LIFE = fileURLToPath(new URL('./store-life.ts', import.meta.url))
const nothing = acknowledgedIn('')

interface Torn {
  readonly what: string
  readonly wal: Buffer
}

/** @returns end of every frame, in bytes from the start of the file. */
function frameEnds(wal: Buffer): number[] {
  const frame = FRAME_HEADER + wal.readUInt32BE(8)
  const ends: number[] = []
  for (let at = WAL_HEADER + frame; at <= wal.length; at += frame) ends.push(at)
  return ends
}

function* cuts(wal: Buffer, every: number): Generator<Torn> {
  const ends = [0, WAL_HEADER, ...frameEnds(wal)]
  for (let i = 0; i < ends.length; i += every) {
    const end = ends[i] as number
    yield { what: `cut after byte ${end}`, wal: wal.subarray(0, end) }
    for (const inside of [7, FRAME_HEADER, FRAME_HEADER + 1000, FRAME_HEADER + 3000]) {
      if (end + inside < wal.length) yield { what: `cut after byte ${end + inside}`, wal: wal.subarray(0, end + inside) }
    }
  }
}

function* flips(wal: Buffer, count: number, random: () => number): Generator<Torn> {
  for (let i = 0; i < count; i++) {
    const torn = Buffer.from(wal)
    const at = Math.floor(random() * wal.length)
    const bit = 1 << Math.floor(random() * 8)
    torn[at] = (torn[at] as number) ^ bit
    yield { what: `bit ${bit} flipped at byte ${at}`, wal: torn }
  }
}

function leaveLife(folder: string): Promise<void> {
  return new Promise((resolve) => {
    // It ends by SIGKILL, so its exit is an error by design; the files are what counts.
    execFile(process.execPath, ['--no-warnings', LIFE, folder, 'leave'], () => resolve())
  })
}

/**
 * @param every 1 = at every frame.
 * @param seed of the flipped bits.
 */
export async function walCuts(every: number, bitFlips: number, seed: number): Promise<SuiteResult> {
  const scratch = mkdtempSync(join(tmpdir(), 'genglossary-wal-'))
  const tally = new Tally()
  try {
    const left = join(scratch, 'left')
    mkdirSync(left)
    await leaveLife(left)
    const wal = readFileSync(`${fileOf(left)}-wal`)
    for (const torn of [...cuts(wal, every), ...flips(wal, bitFlips, randomOf(seed))]) {
      const folder = join(scratch, String(tally.tried))
      mkdirSync(folder)
      copyFileSync(fileOf(left), fileOf(folder))
      writeFileSync(`${fileOf(folder)}-wal`, torn.wal)
      tally.add(violationsIn(folder, nothing, false).map((what) => `${torn.what}: ${what}`))
      rmSync(folder, { recursive: true })
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  return tally.result('torn log', { files: tally.tried, seed })
}
