import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { AppError } from '../contract/errors.ts'
import type { Invocation } from './args.ts'
import { EXIT } from './follow-run.ts'
import type { Io } from './io.ts'

/** The worker side's program: one sentence a line in, `1` or `0` a line out. Main imports nothing of the worker's, so it is a process. */
const ENTRY = join(import.meta.dirname, '..', '..', 'src-worker', 'sentences.ts')

function unreadable(file: string, error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const why =
    code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code === 'EACCES' ? 'permission denied' : code
  return new AppError(
    'FILE_UNREADABLE',
    `Can't read ${file}: ${why}. Give a text file with one sentence a line.`,
    { file },
    { cause: error },
  )
}

/** `sentences`: is each line a definition? Streams; a file of any length takes the same memory. */
export async function sentences(io: Io, { positionals, options }: Invocation): Promise<number> {
  const file = positionals[0]!
  const input = io.openInput(file === '-' ? file : resolve(io.cwd, file))
  const child = spawn(process.execPath, [ENTRY, String(options.lang)], { stdio: ['pipe', 'pipe', 'inherit'] })
  let problem: AppError | null = null
  input.on('error', (error) => {
    problem = unreadable(file, error)
    child.kill()
  })
  // A child that ended early (its reader went away) closes its input; its exit code says the rest.
  child.stdin.on('error', () => undefined)
  input.pipe(child.stdin)
  const exited = new Promise<number | null>((done) => child.once('exit', done))
  for await (const chunk of child.stdout) await io.out(String(chunk))
  await finished(child.stdout, { writable: false })
  const code = await exited
  if (problem !== null) throw problem
  if (code !== 0) throw new AppError('INTERNAL', `Classifying the sentences failed (exit code ${code}).`)
  return EXIT.done
}
