import { AppError } from '../contract/errors.ts'
import { consentMissing, isLoopback, modelUrl } from '../contract/model-address.ts'
import type { RunId, Scope } from '../contract/run.ts'
import { type ModelEngine, type ModelSettings, modelSettingsSchema, type RunSettings, runSettingsSchema } from '../contract/run-protocol.ts'
import type { Library } from '../library/library.ts'

/** The options of the terminal that choose a model. */

/** Environment variable of the key: never an option, where other processes could read it. */
export const MODEL_KEY = 'GENGLOSSARY_API_KEY'

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
    for (const name of ['model', 'base-url', 'concurrency']) {
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
  readonly retryOf: RunId | null
}

/**
 * The run to start: as asked for, or, with --resume, the last one again.
 * @throws AppError USAGE when there is nothing to go on with
 */
export async function plannedRun(library: Library, options: Options, settings: Partial<RunSettings>): Promise<PlannedRun> {
  if (options.resume !== true) return { scope: options.scope as Scope, settings, retryOf: null }
  const [last] = await library.runs.list(1)
  if (last === undefined) throw new AppError('USAGE', 'There is no run to go on with. Leave out --resume.')
  return { scope: last.scope, settings: runSettingsSchema.parse(JSON.parse(last.settings)), retryOf: last.id }
}
