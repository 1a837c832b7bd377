import { AppError } from '../contract/errors.ts'
import { consentMissing, isLoopback, modelUrl } from '../contract/model-address.ts'
import type { Scope } from '../contract/run.ts'
import { type ModelEngine, type ModelSettings, modelSettingsSchema, type RunSettings, runSettingsSchema } from '../contract/run-protocol.ts'
import type { Library } from '../library/library.ts'
import type { StartOptions } from '../library/run-control.ts'

/** The options of the terminal that choose a model. */

type Options = Readonly<Record<string, string | number | boolean>>

const DEFAULT_URL: Readonly<Record<ModelEngine, string>> = { ollama: 'http://127.0.0.1:11434', openai: 'http://127.0.0.1:8080/v1' }

/**
 * `http://a:8080*2,http://b:8080` as endpoints.
 * @throws AppError INVALID_INPUT, USAGE
 */
export function endpointsOf(text: string): ModelSettings['endpoints'] {
  return text.split(',').map((part) => {
    const match = /^(.*?)(?:\*(\d+(?:\.\d+)?))?$/u.exec(part.trim())
    const weight = Number(match?.[2] ?? 1)
    if (!(weight > 0 && weight <= 1000))
      throw new AppError('USAGE', `The weight in --base-url must lie between 0 and 1000, not ${match?.[2]}.`)
    return { url: modelUrl(match?.[1] ?? '').href.replace(/\/$/u, ''), weight }
  })
}

/**
 * The model to ask, from options and from what the library remembers; undefined = the statistical engine.
 * @throws AppError USAGE when the name of the model is missing; INVALID_INPUT for an address, or one people have not agreed to
 */
export async function modelSettings(library: Library, options: Options): Promise<ModelSettings | undefined> {
  const engine = options.engine as ModelEngine | 'statistical' | undefined
  if (engine === undefined || engine === 'statistical') {
    for (const name of ['model', 'base-url', 'concurrency', 'model-log']) {
      if (options[name] !== undefined) throw new AppError('USAGE', `--${name} needs --engine ollama or --engine openai.`)
    }
    return undefined
  }
  const stored = (await library.settings()).model
  const known = stored?.engine === engine ? stored : undefined
  const model = options.model === undefined ? known?.model : String(options.model)
  if (model === undefined) throw new AppError('USAGE', `--engine ${engine} needs --model. genglossary models lists what is there.`)
  const endpoints =
    options['base-url'] === undefined ? (known?.endpoints ?? endpointsOf(DEFAULT_URL[engine])) : endpointsOf(String(options['base-url']))
  const settings = modelSettingsSchema.parse({
    ...known,
    engine,
    model,
    endpoints,
    concurrency: options.concurrency,
    ...(options['model-log'] === true ? { log: true } : {}),
    consent: stored?.consent ?? [],
  })
  return withConsent(library, settings, options['allow-remote'] === true)
}

async function withConsent(library: Library, settings: ModelSettings, agreed: boolean): Promise<ModelSettings> {
  const remote = settings.endpoints
    .map(({ url }) => modelUrl(url))
    .filter((url) => !isLoopback(url) && !settings.consent.includes(url.origin))
  const [first] = remote
  if (first === undefined) return settings
  if (!agreed) throw consentMissing(first)
  const consented = { ...settings, consent: [...new Set([...settings.consent, ...remote.map(({ origin }) => origin)])] }
  await library.saveSettings({ ...(await library.settings()), model: consented })
  return consented
}

export interface PlannedRun {
  readonly scope: Scope
  readonly settings: Partial<RunSettings>
  readonly options: StartOptions
}

/**
 * The run to start: as asked for, or, with --resume, the last one again.
 * @throws AppError USAGE when there is nothing to go on with
 */
export async function plannedRun(library: Library, options: Options, settings: Partial<RunSettings>): Promise<PlannedRun> {
  if (options.resume !== true) return { scope: options.scope as Scope, settings, options: await chosenTerms(library, options) }
  if (options.terms !== undefined) throw new AppError('USAGE', '--resume goes on with the terms of the last run. Leave out --terms.')
  const [last] = await library.runs.list(1)
  if (last === undefined) throw new AppError('USAGE', 'There is no run to go on with. Leave out --resume.')
  return { scope: last.scope, settings: runSettingsSchema.parse(JSON.parse(last.settings)), options: { retryOf: last.id } }
}

/**
 * The terms of --terms, separated by commas; spellings of any variant will do.
 * @throws AppError USAGE for another scope than one stage after the extraction; TERM_UNKNOWN for a term the library does not have
 */
async function chosenTerms(library: Library, options: Options): Promise<StartOptions> {
  if (options.terms === undefined) {
    if (options.again === true) throw new AppError('USAGE', '--again asks for some terms anew. Name them with --terms.')
    return {}
  }
  if (!['generate', 'review', 'refine'].includes(String(options.scope)))
    throw new AppError('USAGE', '--terms needs --scope generate, review or refine: one stage for some terms.')
  const names = String(options.terms)
    .split(/[,、，]/u)
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (names.length === 0) throw new AppError('USAGE', '--terms needs at least one term.')
  const found = await library.findTerms(names)
  const unknown = names.filter((_, index) => found[index] === null)
  if (unknown.length > 0)
    throw new AppError(
      'TERM_UNKNOWN',
      `The library has no term ${unknown.map((name) => `“${name}”`).join(', ')}. See genglossary library terms.`,
    )
  return { concepts: found.filter((id) => id !== null), again: options.again === true }
}
