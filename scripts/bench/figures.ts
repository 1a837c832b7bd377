import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { ROOT } from '../tracked-files.ts'

/** Time, memory and the main thread: measured and written down the same way for exports and imports. */

export interface Figures {
  readonly seconds: number
  readonly megabytes: number
  readonly blockedMs: number
  /** Processor time of the main thread in all: no turn of it can have been longer. */
  readonly mainMs: number
  readonly outMegabytes: number
  /** Processor time of all threads: says what the work costs where other programs keep it waiting. */
  readonly cpuSeconds: number
}

/**
 * What a piece of work costs the process it is done in.
 *
 * @param work gives the bytes it made or read
 */
export async function measured(work: () => Promise<number>): Promise<Figures> {
  globalThis.gc?.()
  await new Promise((resolve) => setTimeout(resolve, 300))
  const idle = process.memoryUsage.rss()
  let peak = idle
  const look = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 40)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const before = process.threadCpuUsage()
  const all = process.cpuUsage()
  const begun = performance.now()
  const bytes = await work()
  const seconds = (performance.now() - begun) / 1000
  const { user, system } = process.threadCpuUsage(before)
  const cpu = process.cpuUsage(all)
  delay.disable()
  clearInterval(look)
  return {
    seconds,
    megabytes: (peak - idle) / 1e6,
    blockedMs: delay.max / 1e6,
    mainMs: (user + system) / 1e3,
    outMegabytes: bytes / 1e6,
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
  }
}

/** What was measured on, in a line. */
export const machine = (): string =>
  `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}, load when it began ${loadavg()[1]!.toFixed(1)}.`

/** `--name value` of the command line. */
export const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`)
  return at === -1 ? undefined : process.argv[at + 1]
}

/** Puts the text between the marks `<!-- name -->` and `<!-- /name -->` of docs/performance.md. @throws Error when they are not there */
export function save(name: string, text: string): void {
  const [place, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const file = join(ROOT, 'docs', 'performance.md')
  const before = readFileSync(file, 'utf8')
  const [start, end] = [before.indexOf(place), before.indexOf(close)]
  if (start === -1 || end === -1) throw new Error(`docs/performance.md has no place for it: ${place} … ${close}`)
  writeFileSync(file, `${before.slice(0, start + place.length)}\n${text}${before.slice(end)}`)
}
