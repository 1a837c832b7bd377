import type { ChatAnswer, ChatRequest } from './client.ts'
import { ModelError } from './errors.ts'
import type { EndpointPool, PoolTime } from './pool.ts'

export interface RequestDeps {
  readonly pool: EndpointPool
  readonly time: PoolTime
  readonly signal: AbortSignal
  /** Called for every request really sent, when it ends. */
  readonly sent?: (answer: ChatAnswer | null, error: unknown, server: URL) => void
}

/** Attempts that were damaged on their way. */
const DAMAGED = 3
/** Attempts a server put off; in between the pool waits as long as the server asked. */
const PUT_OFF = 8
const PAUSE_MS = 300

/**
 * One request, tried again where that can help: on another server when one died, later when asked to wait, with more room when the answer
 * was cut off, again when it was damaged.
 * @throws ModelError, the last one; the signal's reason
 */
export async function request(deps: RequestDeps, wanted: ChatRequest): Promise<ChatAnswer> {
  let damaged = 0
  let putOff = 0
  let longer = false
  for (;;) {
    try {
      const maxTokens = longer ? wanted.maxTokens * 2 : wanted.maxTokens
      return await once(deps, { ...wanted, maxTokens })
    } catch (error) {
      deps.signal.throwIfAborted()
      if (!(error instanceof ModelError)) throw error
      if (error.retry === 'never') throw error
      if (error.retry === 'longer') {
        if (longer) throw error
        longer = true
      } else if (error.retry === 'later') {
        // A server that is gone is waited for by the pool, which gives up by itself.
        if (error.kind !== 'unreachable' && error.kind !== 'loading' && ++putOff >= PUT_OFF) throw error
      } else {
        if (++damaged >= DAMAGED) throw error
        await deps.time.sleep(PAUSE_MS * damaged, deps.signal)
      }
    }
  }
}

async function once({ pool, signal, sent }: RequestDeps, wanted: ChatRequest): Promise<ChatAnswer> {
  const endpoint = await pool.take()
  try {
    const answer = await endpoint.client.chat(wanted, { signal })
    pool.answered(endpoint)
    sent?.(answer, null, endpoint.client.baseUrl)
    return answer
  } catch (error) {
    pool.failed(endpoint, error)
    sent?.(null, error, endpoint.client.baseUrl)
    throw error
  }
}
