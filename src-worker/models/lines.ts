import { ModelError } from './errors.ts'

/** Longest line a server may send: an answer is far below it, and memory stays bounded. */
const MAX_LINE = 4 * 1024 * 1024

/** Lines of a UTF-8 stream however its bytes are cut, without their LF or CR LF; the last one also without a line end. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true })
    let from = 0
    for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n', from)) {
      yield rest.slice(from, rest[end - 1] === '\r' ? end - 1 : end)
      from = end + 1
    }
    rest = rest.slice(from)
    if (rest.length > MAX_LINE) throw new ModelError('malformed', 'The server sent a line without an end.')
  }
  rest += decoder.decode()
  if (rest !== '') yield rest
}

/** Data of server-sent events (WHATWG HTML §9.2): several `data:` lines are one event, comments and other fields are passed over. */
export async function* eventsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let data: string[] = []
  for await (const line of linesOf(chunks)) {
    if (line === '') {
      if (data.length > 0) yield data.join('\n')
      data = []
    } else if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5))
  }
  // A server that leaves out the last empty line has still sent its event.
  if (data.length > 0) yield data.join('\n')
}

/** @throws ModelError `malformed` */
export function parseObject(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ModelError('malformed', 'The server sent something that is no JSON.', {}, { cause: error })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ModelError('malformed', 'The server sent something that is no JSON object.')
  return value as Record<string, unknown>
}
