import { ModelError } from './errors.ts'

/** Longest line a server may send: an answer is far below it, and memory stays bounded. */
const MAX_LINE = 4 * 1024 * 1024

/**
 * Splits a UTF-8 stream into lines, however its bytes are cut, without their LF or CR LF. Called piece by piece: a server with many slots sends
 * thousands of pieces a second, and a promise for each line would cost more than reading it.
 */
export class LineSplitter {
  readonly #decoder = new TextDecoder('utf-8')
  #rest = ''

  /** Lines that are complete now. @throws ModelError `malformed` for a line without an end */
  push(chunk: Uint8Array): string[] {
    const text = this.#rest + this.#decoder.decode(chunk, { stream: true })
    const lines: string[] = []
    let from = 0
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      lines.push(text.slice(from, text[end - 1] === '\r' ? end - 1 : end))
      from = end + 1
    }
    this.#rest = text.slice(from)
    if (this.#rest.length > MAX_LINE) throw new ModelError('malformed', 'The server sent a line without an end.')
    return lines
  }

  /** The last line, also without a line end. */
  end(): string[] {
    const rest = this.#rest + this.#decoder.decode()
    return rest === '' ? [] : [rest]
  }
}

/** Data of server-sent events (WHATWG HTML §9.2): several `data:` lines are one event, comments and other fields are passed over. */
export class EventSplitter {
  readonly #lines = new LineSplitter()
  #data: string[] = []

  push(chunk: Uint8Array): string[] {
    return this.#events(this.#lines.push(chunk))
  }

  /** What is left: a server that leaves out the last empty line has still sent its event. */
  end(): string[] {
    return this.#events([...this.#lines.end(), ''])
  }

  #events(lines: readonly string[]): string[] {
    const events: string[] = []
    for (const line of lines) {
      if (line === '') {
        if (this.#data.length > 0) events.push(this.#data.length === 1 ? this.#data[0]! : this.#data.join('\n'))
        this.#data = []
      } else if (line.startsWith('data:')) this.#data.push(line.slice(line[5] === ' ' ? 6 : 5))
    }
    return events
  }
}

/** Lines or events of a stream, as many together as came together. */
export async function* batchesOf(
  chunks: AsyncIterable<Uint8Array>,
  splitter: Pick<LineSplitter, 'push' | 'end'>,
): AsyncGenerator<readonly string[]> {
  for await (const chunk of chunks) {
    const batch = splitter.push(chunk)
    if (batch.length > 0) yield batch
  }
  const last = splitter.end()
  if (last.length > 0) yield last
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
