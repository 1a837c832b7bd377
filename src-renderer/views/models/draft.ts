import { isLoopback, modelUrl } from '../../../src-main/contract/model-address.ts'
import type { ModelSettings } from '../../../src-main/contract/run-protocol.ts'
import { errorData, errorSentence } from '../../state/errors.ts'

/** The model panel's fields as they are typed, and the settings they stand for once they make sense. */

export const DEFAULT_URL = { ollama: 'http://127.0.0.1:11434', openai: 'http://127.0.0.1:8080' } as const

export interface EndpointDraft {
  readonly url: string
  readonly weight: number
}

export interface ModelDraft {
  readonly engine: ModelSettings['engine'] | 'none'
  readonly endpoints: readonly EndpointDraft[]
  readonly model: string
  /** Origins outside this computer people agreed to. */
  readonly consent: readonly string[]
  /** 0 = found by measuring. */
  readonly concurrency: number
  readonly contextTokens: number
  readonly thinking: ModelSettings['thinking']
  readonly log: boolean
  /** Of a million tokens; 0 = not counted. */
  readonly priceIn: number
  readonly priceOut: number
}

/** What a first choice starts from; main has the same defaults (run-protocol.ts), whose schemas the window's policy keeps out of it. */
const NOTHING: ModelSettings = {
  engine: 'ollama',
  model: '',
  endpoints: [{ url: DEFAULT_URL.ollama, weight: 1 }],
  consent: [],
  thinking: 'off',
  contextTokens: 8192,
  log: false,
}

export function draftOf(settings: ModelSettings | undefined): ModelDraft {
  const { price, ...known } = settings ?? NOTHING
  return {
    engine: settings === undefined ? 'none' : known.engine,
    endpoints: known.endpoints,
    model: settings === undefined ? '' : known.model,
    consent: known.consent,
    concurrency: known.concurrency ?? 0,
    contextTokens: known.contextTokens,
    thinking: known.thinking,
    log: known.log,
    priceIn: price?.input ?? 0,
    priceOut: price?.output ?? 0,
  }
}

/** The address as a URL, or the sentence that says what is wrong with it. */
export function checkedUrl(text: string): { readonly url: URL } | { readonly wrong: string } {
  try {
    return { url: modelUrl(text) }
  } catch (error) {
    return { wrong: errorSentence(errorData(error)) }
  }
}

/** Origins of the draft that are not on this computer. */
export const remoteOrigins = ({ endpoints }: Pick<ModelDraft, 'endpoints'>): readonly string[] => [
  ...new Set(
    endpoints.flatMap(({ url }) => {
      const checked = checkedUrl(url)
      return 'url' in checked && !isLoopback(checked.url) ? [checked.url.origin] : []
    }),
  ),
]

/** The settings a draft stands for; undefined = no model; null while it is not complete, or sends to where people have not agreed to. */
export function settingsOf(draft: ModelDraft): ModelSettings | undefined | null {
  if (draft.engine === 'none') return undefined
  const urls = draft.endpoints.map(({ url }) => checkedUrl(url))
  const remote = remoteOrigins(draft)
  if (urls.some((one) => 'wrong' in one) || draft.model.trim() === '' || remote.some((origin) => !draft.consent.includes(origin)))
    return null
  const { engine, concurrency, contextTokens, thinking, log, priceIn, priceOut } = draft
  return {
    engine,
    model: draft.model.trim(),
    endpoints: urls.flatMap((one, index) =>
      'url' in one ? [{ url: one.url.href.replace(/\/$/u, ''), weight: draft.endpoints[index]!.weight }] : [],
    ),
    ...(concurrency > 0 ? { concurrency } : {}),
    // Only what is used now stays agreed to.
    consent: draft.consent.filter((origin) => remote.includes(origin)),
    contextTokens,
    thinking,
    log,
    ...(priceIn > 0 || priceOut > 0 ? { price: { input: priceIn, output: priceOut } } : {}),
  }
}
