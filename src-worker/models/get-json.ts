import type { Connections } from './connections.ts'
import { Exchange } from './http.ts'
import { parseObject } from './lines.ts'

const ASK_MS = 10_000
const LIMITS = { firstTokenMs: ASK_MS, idleMs: ASK_MS, totalMs: 2 * ASK_MS }
const MAX_BYTES = 16 * 1024 * 1024

export interface JsonQuestion {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  readonly connections: Connections
  /** With a body it is a POST. */
  readonly body?: object
}

/** A short question with a short JSON answer: lists of models, health. @throws ModelError; the signal's reason */
export async function getJson({ url, headers, signal, body, connections }: JsonQuestion): Promise<Record<string, unknown>> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const exchange = new Exchange({ method: body === undefined ? 'GET' : 'POST', url, headers, limits: LIMITS, signal, connections, ...sent })
  try {
    await exchange.open(() => null)
    const parts: Buffer[] = []
    let bytes = 0
    for await (const chunk of exchange.chunks()) {
      exchange.alive()
      parts.push(chunk)
      bytes += chunk.length
      if (bytes > MAX_BYTES) break
    }
    return parseObject(Buffer.concat(parts).toString('utf8'))
  } finally {
    exchange.close()
  }
}
