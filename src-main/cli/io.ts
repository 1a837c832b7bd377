import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import type { ReporterOutput } from './progress.ts'

/** The terminal, as the commands see it; tests give their own. */
export interface Io {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly err: ReporterOutput
  /** Resolves when the text is handed over; a reader that went away (`| head`) is no error. */
  out(text: string): Promise<void>
  openInput(file: string): Readable
  /** Calls back at every Ctrl-C (SIGINT) and at SIGTERM and SIGHUP; returns the way to stop it. */
  onInterrupt(callback: () => void): () => void
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

const wentAway = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED')

function writeOut(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error === null || error === undefined || wentAway(error)) resolve()
      else reject(error)
    })
  })
}

/** The process's own terminal. */
export function processIo(): Io {
  // Without listeners a closed pipe would end the process with a stack trace; `writeOut` sees the same error and decides.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (!wentAway(error)) throw error
    })
  }
  return {
    cwd: process.cwd(),
    env: process.env,
    err: {
      write: (text) => {
        process.stderr.write(text)
      },
      get columns() {
        return process.stderr.isTTY ? process.stderr.columns || 80 : undefined
      },
    },
    out: writeOut,
    openInput: (file) => (file === '-' ? process.stdin : createReadStream(file)),
    onInterrupt: (callback) => {
      for (const signal of SIGNALS) process.on(signal, callback)
      return () => {
        for (const signal of SIGNALS) process.off(signal, callback)
      }
    },
  }
}
