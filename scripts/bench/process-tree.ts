import { readFileSync } from 'node:fs'

/** Peak memory of a process and everything below it. Linux only (procfs); elsewhere null. */

const POLL_MS = 50

/** High-water mark of one process in bytes; 0 when it is gone. */
function highWater(pid: number): number {
  const match = /^VmHWM:\s+(\d+) kB$/m.exec(readIfThere(`/proc/${pid}/status`))
  return match === null ? 0 : Number(match[1]) * 1024
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ESRCH') return ''
    throw error
  }
}

function family(pid: number): number[] {
  const children = readIfThere(`/proc/${pid}/task/${pid}/children`)
    .split(' ')
    .filter((one) => one !== '')
    .map(Number)
  return [pid, ...children.flatMap(family)]
}

/**
 * Watches a process tree until `stop` is called.
 * @returns a function that ends the watch and gives the largest high-water mark of any one process in bytes, or null off Linux
 */
export function watchPeakRss(pid: number): () => number | null {
  if (process.platform !== 'linux') return () => null
  let peak = 0
  const look = (): void => {
    for (const member of family(pid)) peak = Math.max(peak, highWater(member))
  }
  const timer = setInterval(look, POLL_MS)
  look()
  return () => {
    clearInterval(timer)
    return peak
  }
}
