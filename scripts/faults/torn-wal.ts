import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomOf, type Suite, type SuiteResult, shorten } from './suite.ts'
import { acksOf, verify } from './verify.ts'

/** A write-ahead log that ends anywhere, or holds a flipped bit: whatever is left is a consistent prefix (rows 36, 37). */

const HEADER = 32
const FRAME = 24 + 4096

/** A library with a long log: its life was cut short before the log was moved into the file. */
async function withLog(folder: string): Promise<{ readonly db: Buffer; readonly wal: Buffer }> {
  const [file, home] = [join(folder, 'test.glossary'), join(folder, 'home')]
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'life.ts'), file, home, 'life'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, GENGLOSSARY_LIFE_STOPS: 'before-close' },
  })
  await new Promise<void>((resolve, reject) => {
    let output = ''
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.includes('ack stopped')) resolve()
    })
    child.once('exit', () => reject(new Error(`the life ended early: ${output}`)))
  })
  child.removeAllListeners('exit')
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
  return { db: readFileSync(file), wal: readFileSync(`${file}-wal`) }
}

export const tornWal: Suite = {
  name: 'a torn or damaged write-ahead log',
  rows: [36, 37],
  async run({ sample, folder, seed }): Promise<SuiteResult> {
    const { db, wal } = await withLog(folder)
    const random = randomOf(seed)
    const frames = Math.floor((wal.length - HEADER) / FRAME)
    const violations: string[] = []
    let cases = 0
    const target = join(folder, 'torn')
    const check = async (what: string, log: Buffer) => {
      rmSync(target, { recursive: true, force: true })
      mkdirSync(join(target, 'home'), { recursive: true })
      const file = join(target, 'test.glossary')
      writeFileSync(file, db)
      writeFileSync(`${file}-wal`, log)
      const verdict = await verify(file, join(target, 'home'), { ...acksOf(''), opened: true })
      violations.push(...verdict.violations.map((one) => `${what}: ${one}`))
      cases += 1
    }
    const step = sample ? 7 : 1
    for (let frame = 0; frame <= frames; frame += step) {
      const end = HEADER + frame * FRAME
      await check(`cut after frame ${frame}`, wal.subarray(0, end))
      await check(`cut inside frame ${frame + 1}`, wal.subarray(0, Math.min(wal.length, end + 1 + Math.floor(random() * (FRAME - 1)))))
    }
    for (let n = 0; n < (sample ? 40 : 300); n += 1) {
      const flipped = Buffer.from(wal)
      const at = Math.floor(random() * flipped.length)
      flipped[at] = flipped[at]! ^ (1 << Math.floor(random() * 8))
      await check(`bit flipped in byte ${at}`, flipped)
    }
    return { cases, violations: shorten(violations), figures: [`a log of ${frames} frames`], skipped: null }
  },
}
