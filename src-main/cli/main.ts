import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type App, createApp } from '../app.ts'
import { toAppError } from '../contract/errors.ts'
import { createForkHost } from '../hosts/fork-host.ts'
import { sourceWorkerEntry } from '../hosts/worker-entry.ts'
import { homeFolder } from '../library/home.ts'
import { environmentKeys } from '../library/model-keys.ts'
import { USUAL_PORTS } from '../library/models.ts'
import { type Invocation, parseCommandLine } from './args.ts'
import { definitions, terms } from './extraction.ts'
import { EXIT } from './follow-run.ts'
import { generate } from './generate.ts'
import { helpText } from './help.ts'
import { type Io, processIo } from './io.ts'
import { libraryCommands } from './library-commands.ts'
import { models } from './models.ts'
import { runsCommands } from './runs-commands.ts'
import { sentences } from './sentences.ts'
import { forTerminal } from './table.ts'

/** The terminal front door. Standard output carries results only; everything else goes to standard error. */

type Command = (app: App, io: Io, invocation: Invocation) => Promise<number>

const COMMANDS: Readonly<Record<string, Command>> = {
  generate,
  terms,
  definitions,
  models: (app, io, invocation) => models(app, io, invocation),
  sentences: (_app, io, invocation) => sentences(io, invocation),
  ...libraryCommands,
  ...runsCommands,
}

function version(): string {
  const file = join(import.meta.dirname, '..', '..', 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

async function runInvocation(io: Io, invocation: Invocation): Promise<number> {
  const home = homeFolder({ platform: process.platform, homedir: homedir(), env: io.env })
  const modelPorts = io.env.GENGLOSSARY_MODEL_PORTS ?? USUAL_PORTS
  const workerHost = createForkHost({ entry: sourceWorkerEntry() })
  const app = createApp({ home, workerHost, modelKey: environmentKeys(io.env), modelPorts })
  try {
    return await COMMANDS[invocation.spec.name]!(app, io, invocation)
  } finally {
    await app.close()
  }
}

async function runLine(io: Io, argv: readonly string[]): Promise<number> {
  const parsed = parseCommandLine(argv)
  if (parsed.kind === 'run') return runInvocation(io, parsed.invocation)
  if (parsed.kind === 'nothing') {
    io.err.write(helpText())
    return EXIT.usage
  }
  await io.out(parsed.kind === 'version' ? `${version()}\n` : helpText(parsed.topic))
  return EXIT.done
}

/**
 * Runs one command line (without the program's name).
 *
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage, 130 cancelled. Failures are told on standard error, as one sentence.
 */
export async function main(io: Io, argv: readonly string[]): Promise<number> {
  try {
    return await runLine(io, argv)
  } catch (thrown) {
    const error = toAppError(thrown)
    const json = argv.includes('--json-logs')
    io.err.write(json ? `${JSON.stringify({ type: 'error', ...error.toJSON() })}\n` : `genglossary: ${forTerminal(error.message)}\n`)
    if (error.code === 'INTERNAL' && io.env.GENGLOSSARY_DEBUG !== undefined && error.cause instanceof Error) {
      io.err.write(`${error.cause.stack}\n`)
    }
    return error.code === 'USAGE' ? EXIT.usage : EXIT.failed
  }
}

if (import.meta.main) process.exitCode = await main(processIo(), process.argv.slice(2))
