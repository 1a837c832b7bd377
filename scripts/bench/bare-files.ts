import { fork } from 'node:child_process'
import { closeSync, constants, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { machine, option } from './figures.ts'

/**
 * `npm run bench:exports -- --bare [--concepts N]`: what an export of one file per term cannot be faster than. As many files as terms, 540 bytes
 * each, with nothing but open, write and close: by one process, and by four into the same folder.
 */

const BYTES = Buffer.alloc(540, 'x')
const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL

interface Took {
  readonly open: number
  readonly write: number
  readonly close: number
  /** Processor time, milliseconds. */
  readonly cpu: number
}

/** Writes files `from` to `to` of a folder. @returns milliseconds of each call */
function writeSome(folder: string, from: number, to: number): Took {
  const took = { open: 0, write: 0, close: 0 }
  const before = process.cpuUsage()
  for (let index = from; index < to; index++) {
    const begun = performance.now()
    const descriptor = openSync(`${folder}/term-${index}.md`, NEW, 0o644)
    const opened = performance.now()
    writeSync(descriptor, BYTES)
    const written = performance.now()
    closeSync(descriptor)
    took.open += opened - begun
    took.write += written - opened
    took.close += performance.now() - written
  }
  const { user, system } = process.cpuUsage(before)
  return { ...took, cpu: (user + system) / 1e3 }
}

const inProcess = (folder: string, from: number, to: number): Promise<Took> =>
  new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, ['--files', folder, '--from', String(from), '--to', String(to)], {
      execArgv: ['--no-warnings'],
    })
    child.once('message', (took) => resolve(took as Took))
    child.once('exit', (code) => reject(new Error(`writing ended with ${code}`)))
  })

/** @returns a line for each number of processes */
export async function bareFiles(count: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'gg-bench-bare-'))
  const lines = [`${count.toLocaleString('en')} files of ${BYTES.length} bytes; ${machine()}`]
  try {
    // The folders first, and nothing removed in between: a file system without a journal is slow to make files soon after others went.
    for (const processes of [1, 4]) mkdirSync(join(folder, String(processes)))
    for (const processes of [1, 4]) {
      const begun = performance.now()
      const step = Math.ceil(count / processes)
      const parts = Array.from({ length: processes }, (_, index) =>
        inProcess(join(folder, String(processes)), index * step, Math.min(count, (index + 1) * step)),
      )
      const all = await Promise.all(parts)
      const seconds = (performance.now() - begun) / 1000
      const each = (name: keyof Took): string => ((all.reduce((sum, took) => sum + took[name], 0) / count) * 1e3).toFixed(0)
      lines.push(
        `${processes} process${processes === 1 ? '' : 'es'}, one folder: ${seconds.toFixed(2)} s; a file ${each('open')} µs open, ${each('write')} µs write, ${each('close')} µs close, ${each('cpu')} µs processor time`,
      )
    }
    return `${lines.join('\n')}\n`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const files = option('files')
if (files !== undefined && process.send !== undefined) process.send(writeSome(files, Number(option('from')), Number(option('to'))))
