import { execFileSync, fork } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { randomOf } from './random.ts'
import { type SuiteResult, skippedSuite, Tally } from './report.ts'
import { fileOf } from './store-life.ts'
import { acknowledgedIn, violationsIn } from './verdict.ts'

/**
 * Power loss: a life on a loop-mounted ext4 image, stopped at a random moment, the image copied as it stands (what the file system has not
 * written through is not in it), the copy mounted and opened. What was acknowledged must be there. Needs root and loop devices.
 */

const LIFE = fileURLToPath(new URL('./store-life.ts', import.meta.url))
const IMAGE_BYTES = 64 * 1024 * 1024
/** Lines a whole life says. */
const ACKNOWLEDGEMENTS = 7

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

/** Cuts right after the `nth` acknowledgement: that is when a commit that was not written through is lost. */
async function round(scratch: string, nth: number): Promise<{ violations: string[]; acknowledged: number }> {
  const [image, copy] = [join(scratch, 'disk.img'), join(scratch, 'copy.img')]
  const [live, dead] = [join(scratch, 'live'), join(scratch, 'dead')]
  makeImage(image, live)
  // What exists before the life is on the disk: only the life's own writes are at stake.
  quietly('sync', '-f', live)
  const child = fork(LIFE, [live, 'live'], { execArgv: ['--no-warnings'], stdio: ['ignore', 'pipe', 'ignore', 'ipc'] })
  let output = ''
  const closed = new Promise((resolve) => child.once('close', resolve))
  const heard = Promise.withResolvers<void>()
  child.stdout?.on('data', (data: Buffer) => {
    output += data.toString()
    if (output.split('\n').length <= nth) return
    child.kill('SIGSTOP')
    heard.resolve()
  })
  await Promise.race([heard.promise, closed])
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
  const tally = new Tally()
  let acknowledged = 0
  try {
    const reason = missing(scratch)
    if (reason) return skippedSuite('power loss', reason)
    for (let n = 1; n <= rounds; n++) {
      const nth = 1 + Math.floor(random() * ACKNOWLEDGEMENTS)
      const result = await round(scratch, nth)
      acknowledged += result.acknowledged
      tally.add(result.violations.map((what) => `round ${n}, cut after acknowledgement ${nth}: ${what}`))
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  return tally.result('power loss', { rounds, acknowledged, seed })
}
