import { execFileSync, fork } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { fileOf } from './life.ts'
import { randomOf } from './random.ts'
import type { SuiteResult } from './report.ts'
import { acknowledgedIn, violationsIn } from './verdict.ts'

/**
 * Power loss: a life on a loop-mounted ext4 image, stopped at a random moment, the image copied as it stands (what the file system has not
 * written through is not in it), the copy mounted and opened. What was acknowledged must be there. Needs root and loop devices.
 */

const LIFE = fileURLToPath(new URL('./life.ts', import.meta.url))
const IMAGE_BYTES = 64 * 1024 * 1024
const LONGEST_LIFE_MS = 350

const quietly = (command: string, ...args: string[]): void => {
  execFileSync(command, args, { stdio: 'ignore' })
}

function makeImage(image: string, mountPoint: string): void {
  writeFileSync(image, '')
  truncateSync(image, IMAGE_BYTES)
  quietly('mkfs.ext4', '-q', '-F', image)
  mkdirSync(mountPoint, { recursive: true })
  quietly('mount', '-o', 'loop', image, mountPoint)
}

/** Why it can't be done here; null when it can. */
function missing(scratch: string): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux (loop mounts)'
  const mountPoint = join(scratch, 'probe')
  try {
    makeImage(join(scratch, 'probe.img'), mountPoint)
    quietly('umount', mountPoint)
    return null
  } catch (error) {
    return `loop mounts do not work here: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`
  }
}

async function round(scratch: string, ms: number): Promise<{ violations: string[]; acknowledged: number }> {
  const [image, copy] = [join(scratch, 'disk.img'), join(scratch, 'copy.img')]
  const [live, dead] = [join(scratch, 'live'), join(scratch, 'dead')]
  makeImage(image, live)
  // What exists before the life is on the disk: only the life's own writes are at stake.
  quietly('sync', '-f', live)
  const child = fork(LIFE, [live, 'live'], { execArgv: ['--no-warnings'], stdio: ['ignore', 'pipe', 'ignore', 'ipc'] })
  let output = ''
  child.stdout?.on('data', (data: Buffer) => {
    output += data.toString()
  })
  const closed = new Promise((resolve) => child.once('close', resolve))
  await sleep(ms)
  child.kill('SIGSTOP')
  await sleep(20)
  const said = acknowledgedIn(output)
  execFileSync('cp', ['--sparse=always', image, copy])
  child.kill('SIGKILL')
  await closed
  quietly('umount', live)
  mkdirSync(dead, { recursive: true })
  quietly('mount', '-o', 'loop', copy, dead)
  try {
    const lost = said.lines.length > 0 && !existsSync(fileOf(dead)) ? ['the library is gone'] : []
    return { violations: lost.length > 0 ? lost : violationsIn(dead, said), acknowledged: said.lines.length }
  } finally {
    quietly('umount', dead)
  }
}

export async function powerLoss(rounds: number, seed: number): Promise<SuiteResult> {
  const scratch = mkdtempSync(join(tmpdir(), 'genglossary-power-'))
  const random = randomOf(seed)
  const violations: string[] = []
  let acknowledged = 0
  try {
    const reason = missing(scratch)
    if (reason) return { name: 'power loss', passed: 0, violations, skipped: [reason], figures: {} }
    for (let n = 1; n <= rounds; n++) {
      const ms = Math.round(60 + random() * LONGEST_LIFE_MS)
      const result = await round(scratch, ms)
      acknowledged += result.acknowledged
      violations.push(...result.violations.map((what) => `round ${n}, cut after ${ms} ms: ${what}`))
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  return { name: 'power loss', passed: rounds - violations.length, violations, skipped: [], figures: { rounds, acknowledged, seed } }
}
