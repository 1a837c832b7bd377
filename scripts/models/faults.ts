import type { Wire, WireAnswer } from './fake-wire.ts'

/** What a fake server does wrong, by name. A model called `fault:cut` always does it, `fault:cut*2` twice, then answers well. */

/** One step of an answer: bytes to write, a pause, or an end by force. */
export type Step =
  | { readonly do: 'head'; readonly status: number; readonly headers: Readonly<Record<string, string>> }
  | { readonly do: 'write'; readonly bytes: Buffer }
  | { readonly do: 'end' }
  | { readonly do: 'destroy' }
  | { readonly do: 'stall' }

const head = (type: string, status = 200, headers: Record<string, string> = {}): Step => ({
  do: 'head',
  status,
  headers: { 'content-type': type, ...headers },
})
const write = (text: string | Buffer): Step => ({ do: 'write', bytes: Buffer.from(text) })
const end: Step = { do: 'end' }

const refusal =
  (status: number, message: string, type: string, headers: Record<string, string> = {}) =>
  (wire: Wire): Step[] => [head('application/json', status, headers), write(wire.errorBody(status, message, type)), end]

type Fault = (wire: Wire, answer: WireAnswer) => Step[]

const streamed = (wire: Wire, answer: WireAnswer): string[] => wire.chunks(answer)
const half = (wire: Wire, answer: WireAnswer): string[] => streamed(wire, answer).slice(0, Math.max(1, answer.pieces.length >> 1))
const bytewise = (text: string): Step[] => [...Buffer.from(text)].map((byte) => write(Buffer.from([byte])))

export const FAULTS: Readonly<Record<string, Fault>> = {
  'rate-limit-0': refusal(429, 'Rate limit reached', 'rate_limit_error', { 'retry-after': '0' }),
  'rate-limit-1': refusal(429, 'Rate limit reached', 'rate_limit_error', { 'retry-after': '1' }),
  busy: refusal(503, 'server busy, please try again.  maximum pending requests exceeded', 'unavailable_error'),
  loading: refusal(503, 'Loading model', 'unavailable_error'),
  'bad-request': refusal(400, 'invalid request', 'invalid_request_error'),
  unauthorised: refusal(401, 'Invalid API Key', 'authentication_error'),
  missing: refusal(404, 'model "x" not found, try pulling it first', 'not_found_error'),
  context: refusal(400, 'the request exceeds the available context size: exceed_context_size_error', 'exceed_context_size_error'),
  'error-500': refusal(500, 'an error was encountered while running the model', 'server_error'),
  html: () => [head('text/html', 502), write('<html><body>502 Bad Gateway key=sk-secret</body></html>'), end],
  redirect: () => [head('text/plain', 307, { location: 'http://192.0.2.1/' }), end],
  reset: () => [{ do: 'destroy' }],
  silent: () => [{ do: 'stall' }],
  cut: (wire, answer) => [head(wire.type), write(half(wire, answer).join('')), { do: 'destroy' }],
  'no-finish': (wire, answer) => [head(wire.type), write(half(wire, answer).join('')), end],
  stall: (wire, answer) => [head(wire.type), write(half(wire, answer).join('')), { do: 'stall' }],
  malformed: (wire, answer) => [
    head(wire.type),
    write(half(wire, answer).join('')),
    write(wire.type.includes('event') ? 'data: {"choi\n\n' : '{"mess\n'),
    end,
  ],
  'error-event': (wire, answer) => [head(wire.type), write(half(wire, answer).join('')), write(wire.error('out of memory')), end],
  length: (wire, answer) => [head(wire.type), write(streamed(wire, { ...answer, finish: 'length' }).join('')), end],
  filter: (wire, answer) => [head(wire.type), write(streamed(wire, { ...answer, finish: 'content_filter' }).join('')), end],
  empty: (wire, answer) => [head(wire.type), write(streamed(wire, { ...answer, pieces: [] }).join('')), end],
  // What follows is no fault: odd, but correct.
  bytes: (wire, answer) => [head(wire.type), ...bytewise(streamed(wire, answer).join('')), end],
  crlf: (wire, answer) => [
    head(wire.type),
    ...streamed(wire, answer).flatMap((chunk) => [
      ...(wire.type.includes('event') ? [write(': ping\r\n\r\n')] : [write('\r\n')]),
      write(chunk.replaceAll('\n', '\r\n')),
    ]),
    end,
  ],
  thinking: (wire, answer) => [head(wire.type), write(streamed(wire, { ...answer, thinking: 'Let me think …' }).join('')), end],
  fenced: (wire, answer) => [
    head(wire.type),
    write(streamed(wire, { ...answer, pieces: ['Here it is:\n```json\n', ...answer.pieces, '\n```'] }).join('')),
    end,
  ],
  'kept-open': (wire, answer) => [head(wire.type), write(streamed(wire, answer).join('')), { do: 'stall' }],
}

/** The fault a model's name asks for; `*n` = only for the first n requests. */
export function faultOf(model: string, earlier: number): Fault | null {
  const match = /^fault:([a-z0-9-]+)(?:\*(\d+))?$/u.exec(model)
  if (match === null || (match[2] !== undefined && earlier >= Number(match[2]))) return null
  const fault = FAULTS[match[1]!]
  if (!fault) throw new Error(`The fake server knows no fault ${match[1]}.`)
  return fault
}
