import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { App } from '../app.ts'
import { AppError } from '../contract/errors.ts'
import { consentMissing, isLoopback, modelUrl } from '../contract/model-address.ts'
import { workerEnv } from '../hosts/worker-env.ts'
import type { Invocation } from './args.ts'
import { EXIT } from './follow-run.ts'
import type { Io } from './io.ts'
import { endpointsOf, MODEL_KEY } from './model-options.ts'
import { duration } from './progress.ts'
import { table } from './table.ts'

/** `models`: which models there are. Main itself never talks to a model: a process of the worker's side asks. */

const ENTRY = join(import.meta.dirname, '..', '..', 'src-worker', 'models', 'discover.ts')
const RECOMMENDED = join(import.meta.dirname, 'recommended-models.json')
/** Ollama, llama.cpp, LM Studio. */
const PORTS = '11434,8080,1234'

const modelSchema = z.object({
  name: z.string(),
  sizeBytes: z.number().nullable(),
  parameters: z.string().nullable(),
  quantization: z.string().nullable(),
  contextTokens: z.number().nullable(),
  capabilities: z.array(z.string()),
})
const answerSchema = z.object({
  servers: z.array(z.object({ url: z.string(), engine: z.enum(['ollama', 'openai']), models: z.array(modelSchema) })),
  problems: z.array(z.object({ url: z.string(), message: z.string() })),
  test: z
    .object({
      model: z.string(),
      url: z.string(),
      ms: z.number(),
      firstTokenMs: z.number(),
      tokensPerSecond: z.number(),
      supported: z.boolean(),
      text: z.string(),
    })
    .nullable(),
})
type Answer = z.infer<typeof answerSchema>

/** Asks in a process of its own; its key travels on its standard input, not on its command line. */
async function discover(question: object, env: Io['env']): Promise<Answer> {
  const child = spawn(process.execPath, [ENTRY], { stdio: ['pipe', 'pipe', 'inherit'], env: workerEnv(env as NodeJS.ProcessEnv) })
  const exited = new Promise<number | null>((done, failed) => child.once('error', failed).once('exit', done))
  child.stdin.on('error', () => child.kill())
  child.stdin.end(JSON.stringify(question))
  let text = ''
  for await (const chunk of child.stdout.setEncoding('utf8')) text += chunk
  if ((await exited) !== 0) throw new AppError('INTERNAL', 'Looking for models failed.')
  return answerSchema.parse(JSON.parse(text))
}

const gigabytes = (bytes: number | null): string => (bytes === null ? '' : `${(bytes / 1e9).toFixed(1)} GB`)

const rowsOf = ({ servers }: Answer): string[][] =>
  servers.flatMap(({ url, engine, models }) =>
    models.map(({ name, sizeBytes, parameters, quantization, contextTokens, capabilities }) => [
      name,
      `--engine ${engine}`,
      url,
      [parameters, quantization].filter((one) => one !== null).join(' '),
      gigabytes(sizeBytes),
      contextTokens === null ? '' : `${contextTokens} tokens`,
      capabilities.join(', '),
    ]),
  )

/** Where to look: the addresses given, else the usual ports of this computer on both loopback addresses. */
function addresses(io: Io, { options }: Invocation): readonly string[] {
  if (options['base-url'] === undefined) {
    const ports = (io.env.GENGLOSSARY_MODEL_PORTS ?? PORTS).split(',')
    return ports.flatMap((port) => [`http://127.0.0.1:${port}`, `http://[::1]:${port}`])
  }
  const urls = endpointsOf(String(options['base-url'])).map(({ url }) => url)
  const remote = urls.map(modelUrl).find((url) => !isLoopback(url))
  if (remote !== undefined && options['allow-remote'] !== true) throw consentMissing(remote)
  return urls
}

const recommendedSchema = z.object({
  date: z.string(),
  models: z.array(z.object({ model: z.string(), size: z.string(), memory: z.string(), licence: z.string(), note: z.string() })),
})

async function recommended(io: Io, json: boolean): Promise<number> {
  const list = recommendedSchema.parse(JSON.parse(readFileSync(RECOMMENDED, 'utf8')))
  const rows = list.models.map(({ model, size, memory, licence, note }) => [model, size, memory, licence, note])
  await io.out(json ? `${JSON.stringify(list, null, 2)}\n` : `${table(rows)}As of ${list.date}.\n`)
  return EXIT.done
}

/** `models`: list, test, recommend. Exit 1 when no server answers. */
export async function models(app: App, io: Io, invocation: Invocation): Promise<number> {
  const { options } = invocation
  const json = options.format === 'json'
  if (options.recommended === true) return recommended(io, json)
  const given = options['base-url'] !== undefined
  const key = io.env[MODEL_KEY]
  const answer = await discover(
    { urls: addresses(io, invocation), test: options.test ?? null, ...(key === undefined ? {} : { key }) },
    io.env,
  )
  const estimate = answer.test === null ? null : await estimateFor(app, io, options.library, answer.test.ms)
  if (json) await io.out(`${JSON.stringify({ ...answer, estimate }, null, 2)}\n`)
  else await print(io, answer, estimate)
  if (given || answer.servers.length === 0 || options.test !== undefined) {
    for (const { message } of given || options.test !== undefined ? answer.problems : []) io.err.write(`${message}\n`)
  }
  if (answer.servers.length > 0) return options.test !== undefined && answer.test === null ? EXIT.failed : EXIT.done
  io.err.write('No model server answers on this computer. Start one (ollama serve, llama-server, LM Studio), or give --base-url.\n')
  return EXIT.failed
}

async function print(io: Io, answer: Answer, estimate: string | null): Promise<void> {
  const rows = rowsOf(answer)
  if (rows.length > 0) await io.out(table(rows))
  const { test } = answer
  if (test === null) return
  const verdict = test.supported ? 'its passage supports it' : 'NOT supported by its passage'
  await io.out(`\n${test.model}: ${test.text === '' ? '(no definition)' : test.text} (${verdict})\n`)
  await io.out(
    `${test.tokensPerSecond.toFixed(1)} tokens/s, first token after ${duration(test.firstTokenMs)}, answer after ${duration(test.ms)}.\n`,
  )
  if (estimate !== null) await io.out(`${estimate}\n`)
}

/** What a whole library takes, one question at a time; more at once are faster. */
async function estimateFor(app: App, io: Io, library: Invocation['options'][string] | undefined, ms: number): Promise<string | null> {
  if (library === undefined) return null
  const opened = await app.open(resolve(io.cwd, String(library)), { readOnly: true })
  const { terms } = await opened.info()
  // A definition a term, a batch of 16 to judge, a group of 10 to review.
  const questions = Math.ceil(terms.total * (1 + 1 / 16 + 1 / 10))
  return `About ${duration(questions * ms)} for the ${terms.total} terms of ${opened.name}, asked one after the other.`
}
