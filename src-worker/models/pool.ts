import type { ModelClient } from './client.ts'
import { ModelError } from './errors.ts'

/** Several servers of the same model: requests in proportion to weights, servers that died left alone until they answer again. */

export interface PoolTime {
  /** Milliseconds, monotonic. */
  now(): number
  /** Resolves after the time, or rejects with the signal's reason. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export interface PoolOptions {
  readonly endpoints: readonly { readonly client: ModelClient; readonly weight: number }[]
  readonly time: PoolTime
  readonly signal: AbortSignal
  /** How long no server may answer before the stage gives up. */
  readonly patienceMs: number
  readonly log: (level: 'info' | 'warn', message: string) => void
}

export interface Endpoint {
  readonly client: ModelClient
  readonly weight: number
  inFlight: number
  answered: number
  /** Not to be asked before this time (Retry-After). */
  notBefore: number
  down: boolean
  /** Failures in a row. */
  failures: number
}

const FIRST_PROBE_MS = 250
const LONGEST_PROBE_MS = 10_000
const WHEN_ASKED_TO_WAIT_MS = 1000
const LONGEST_WAIT_MS = 120_000

export class EndpointPool {
  readonly endpoints: readonly Endpoint[]
  readonly #options: PoolOptions
  #waiting: (() => void)[] = []
  #allDownSince: number | null = null
  #last: ModelError | null = null

  constructor(options: PoolOptions) {
    this.#options = options
    this.endpoints = options.endpoints.map(({ client, weight }) => ({
      client,
      weight,
      inFlight: 0,
      answered: 0,
      notBefore: 0,
      down: false,
      failures: 0,
    }))
  }

  /**
   * The server to ask next: up, and with the least in flight for its weight. Waits while there is none.
   * @throws the last ModelError when no server came back in time; the signal's reason
   */
  async take(): Promise<Endpoint> {
    const { time, signal } = this.#options
    for (;;) {
      signal.throwIfAborted()
      const now = time.now()
      const up = this.endpoints.filter((one) => !one.down)
      const ready = up.filter((one) => one.notBefore <= now)
      const [best] = ready.sort((a, b) => (a.inFlight + 1) / a.weight - (b.inFlight + 1) / b.weight)
      if (best) {
        best.inFlight++
        return best
      }
      if (up.length > 0) await time.sleep(Math.min(...up.map((one) => one.notBefore)) - now, signal)
      else await this.#untilUp()
    }
  }

  answered(endpoint: Endpoint): void {
    endpoint.inFlight--
    endpoint.answered++
    endpoint.failures = 0
    this.#allDownSince = null
  }

  /** What a failure says about its server. */
  failed(endpoint: Endpoint, error: unknown): void {
    endpoint.inFlight--
    if (!(error instanceof ModelError)) return
    this.#last = error
    const { time } = this.#options
    if (error.kind === 'rate-limited') {
      const wait = Math.min(LONGEST_WAIT_MS, error.retryAfterMs ?? WHEN_ASKED_TO_WAIT_MS)
      endpoint.notBefore = Math.max(endpoint.notBefore, time.now() + wait)
    } else if (error.down && !endpoint.down) {
      endpoint.failures++
      endpoint.down = true
      void this.#probe(endpoint, error)
    }
  }

  async #untilUp(): Promise<void> {
    const { time, patienceMs, signal } = this.#options
    const since = this.#allDownSince ?? time.now()
    this.#allDownSince = since
    const left = since + patienceMs - time.now()
    if (left <= 0) throw this.#last ?? new ModelError('unreachable', 'No model server answers.')
    const stop = new AbortController()
    const up = new Promise<void>((resolve) => this.#waiting.push(resolve))
    await Promise.race([up, time.sleep(left, AbortSignal.any([signal, stop.signal]))]).finally(() => stop.abort())
  }

  /** Asks until the server answers. */
  async #probe(endpoint: Endpoint, why: ModelError): Promise<void> {
    const { time, signal, log } = this.#options
    log('warn', `${why.message} Asking again until it answers.`)
    try {
      for (let tries = endpoint.failures; endpoint.down; tries++) {
        await time.sleep(Math.min(LONGEST_PROBE_MS, FIRST_PROBE_MS * 2 ** Math.min(tries, 10)), signal)
        endpoint.down = !(await answers(endpoint.client, signal))
      }
      log('info', `${endpoint.client.baseUrl.origin} answers again.`)
    } catch (error) {
      // Only the end of the run stops the asking.
      if (!signal.aborted) log('warn', `The health check of ${endpoint.client.baseUrl.origin} failed: ${String(error)}`)
    }
    const waiting = this.#waiting
    this.#waiting = []
    for (const resume of waiting) resume()
  }
}

async function answers(client: ModelClient, signal: AbortSignal): Promise<boolean> {
  try {
    await client.ping(signal)
    return true
  } catch (error) {
    signal.throwIfAborted()
    // A server that refuses the question is there.
    return (
      error instanceof ModelError && !error.down && error.kind !== 'cut' && error.kind !== 'first-token-timeout' && error.kind !== 'server'
    )
  }
}
