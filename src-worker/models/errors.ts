/** What can go wrong between a request and its answer. Each kind says by itself whether asking again can help. */
export const MODEL_ERROR_KINDS = [
  'unreachable',
  'redirect',
  'not-allowed',
  'unauthorised',
  'model-missing',
  'bad-request',
  'context-too-long',
  'rate-limited',
  'overloaded',
  'loading',
  'server',
  'first-token-timeout',
  'idle-timeout',
  'total-timeout',
  'cut',
  'no-finish',
  'malformed',
  'stream-error',
  'truncated',
  'filtered',
  'empty',
] as const
export type ModelErrorKind = (typeof MODEL_ERROR_KINDS)[number]

/**
 * `later`: the server may answer the same request in a while; `again`: this attempt was damaged; `longer`: with more room for the answer;
 * `never`: the same request fails the same way.
 */
export type Retry = 'later' | 'again' | 'longer' | 'never'

const RETRY: Readonly<Record<ModelErrorKind, Retry>> = {
  unreachable: 'later',
  redirect: 'never',
  'not-allowed': 'never',
  unauthorised: 'never',
  'model-missing': 'never',
  'bad-request': 'never',
  'context-too-long': 'never',
  'rate-limited': 'later',
  overloaded: 'later',
  loading: 'later',
  server: 'again',
  'first-token-timeout': 'again',
  'idle-timeout': 'again',
  'total-timeout': 'never',
  cut: 'again',
  'no-finish': 'again',
  malformed: 'again',
  'stream-error': 'again',
  truncated: 'longer',
  filtered: 'never',
  empty: 'again',
}

/** Errors that say something about the whole set-up, not about one request: nothing else will be answered either. */
const FATAL: ReadonlySet<ModelErrorKind> = new Set(['redirect', 'not-allowed', 'unauthorised', 'model-missing'])
/** Errors that say that a server is not there (now); another one may be. */
const DOWN: ReadonlySet<ModelErrorKind> = new Set(['unreachable', 'loading', 'overloaded'])

export interface ModelErrorDetails {
  readonly status?: number
  /** What the server asked for in Retry-After. */
  readonly retryAfterMs?: number
}

/** `message` is a sentence for people; it never holds a key, a header, or text of a document. */
export class ModelError extends Error {
  readonly kind: ModelErrorKind
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined

  constructor(kind: ModelErrorKind, message: string, details: ModelErrorDetails = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ModelError'
    this.kind = kind
    this.status = details.status
    this.retryAfterMs = details.retryAfterMs
  }

  get retry(): Retry {
    return RETRY[this.kind]
  }
  get fatal(): boolean {
    return FATAL.has(this.kind)
  }
  get down(): boolean {
    return DOWN.has(this.kind)
  }
}

/** Milliseconds of a Retry-After header: seconds or an HTTP date; undefined when it says nothing. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  if (/^\d+(?:\.\d+)?$/u.test(header.trim())) return Math.round(Number(header) * 1000)
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
