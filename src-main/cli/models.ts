import { resolve } from 'node:path'
import type { App } from '../app.ts'
import { modelUrl } from '../contract/model-address.ts'
import type { ModelAnswer, ModelTried } from '../contract/models-api.ts'
import { type ModelSettings, modelSettingsSchema } from '../contract/run-protocol.ts'
import type { Invocation } from './args.ts'
import { EXIT } from './follow-run.ts'
import type { Io } from './io.ts'
import { endpointsOf } from './model-options.ts'
import { duration } from './progress.ts'
import { table } from './table.ts'

/** `models`: which models there are, and how one of them does. */

const gigabytes = (bytes: number | null): string => (bytes === null ? '' : `${(bytes / 1e9).toFixed(1)} GB`)

const rowsOf = ({ servers }: ModelAnswer): string[][] =>
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

/** The addresses given; undefined = the usual ports of this computer. */
const addresses = ({ options }: Invocation): ModelSettings['endpoints'] | undefined =>
  options['base-url'] === undefined ? undefined : endpointsOf(String(options['base-url']))

async function recommended(app: App, io: Io, json: boolean): Promise<number> {
  const list = app.models.recommended()
  const rows = list.models.map(({ model, size, memory, licence, note }) => [model, size, memory, licence, note])
  await io.out(json ? `${JSON.stringify(list, null, 2)}\n` : `${table(rows)}As of ${list.date}.\n`)
  return EXIT.done
}

/** `models`: list, test, recommend. Exit 1 when no server answers. */
export async function models(app: App, io: Io, invocation: Invocation): Promise<number> {
  const { options } = invocation
  const json = options.format === 'json'
  if (options.recommended === true) return recommended(app, io, json)
  const given = addresses(invocation)
  const consent = options['allow-remote'] === true ? (given ?? []).map(({ url }) => modelUrl(url).origin) : []
  const found = await app.models.find(
    given?.map(({ url }) => url),
    consent,
  )
  const answer =
    options.test === undefined || found.servers.length === 0
      ? { ...found, estimate: null }
      : await tryOne(app, io, invocation, found, consent)
  if (json) await io.out(`${JSON.stringify(answer, null, 2)}\n`)
  else await print(io, answer)
  if (given !== undefined || options.test !== undefined) for (const { message } of answer.problems) io.err.write(`${message}\n`)
  if (answer.servers.length > 0) return options.test !== undefined && answer.test === null ? EXIT.failed : EXIT.done
  io.err.write('No model server answers on this computer. Start one (ollama serve, llama-server, LM Studio), or give --base-url.\n')
  return EXIT.failed
}

/** One real term of the library, or a sample, defined by the model: what it says, how fast, how long all of it would take. */
async function tryOne(app: App, io: Io, { options }: Invocation, found: ModelAnswer, consent: string[]): Promise<ModelTried> {
  const model = String(options.test)
  const server = found.servers.find(({ models }) => models.some(({ name }) => name === model)) ?? found.servers[0]!
  const settings = modelSettingsSchema.parse({ engine: server.engine, model, endpoints: [{ url: server.url }], consent })
  const library = options.library === undefined ? null : await app.open(resolve(io.cwd, String(options.library)), { readOnly: true })
  const tried = await app.models.test(settings, library)
  return { ...found, problems: [...found.problems, ...tried.problems], test: tried.test, estimate: tried.estimate }
}

async function print(io: Io, answer: ModelTried): Promise<void> {
  const rows = rowsOf(answer)
  if (rows.length > 0) await io.out(table(rows))
  const { test, estimate } = answer
  if (test === null) return
  const verdict = test.supported ? 'its passages support it' : 'NOT supported by its passages'
  await io.out(`\n${test.model}: ${test.term}: ${test.text === '' ? '(no definition)' : test.text} (${verdict})\n`)
  await io.out(
    `${test.tokensPerSecond.toFixed(1)} tokens/s, first token after ${duration(test.firstTokenMs)}, answer after ${duration(test.ms)}.\n`,
  )
  if (estimate !== null)
    await io.out(`About ${duration(estimate.ms)} for the ${estimate.questions} questions of this library, asked one after the other.\n`)
}
