import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Answers of a real server, recorded as they came over the wire and given again, piece by piece. */

export interface Fixture {
  /** SHA-256 of method, path, key and body: the same request finds the same answer. */
  readonly key: string
  readonly path: string
  readonly status: number
  readonly type: string
  /** Bytes as characters (Latin-1). */
  readonly chunks: readonly string[]
}
export interface Fixtures {
  /** What was recorded: server and version. */
  readonly server: string
  readonly date: string
  readonly answers: readonly Fixture[]
}

/** One answer a line: what changes when it is recorded again can be read in a diff. */
export const writeFixtures = ({ answers, ...head }: Fixtures): string =>
  [head, ...answers].map((line) => `${JSON.stringify(line)}\n`).join('')

export function readFixtures(text: string): Fixtures {
  const [head, ...answers] = text.trim().split('\n')
  return { ...(JSON.parse(head ?? '{}') as Omit<Fixtures, 'answers'>), answers: answers.map((line) => JSON.parse(line) as Fixture) }
}

interface Asked {
  readonly path: string
  readonly body: string
  readonly key: string
}

async function asked(incoming: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = []
  for await (const chunk of incoming) parts.push(chunk as Buffer)
  const body = Buffer.concat(parts).toString('utf8')
  const path = incoming.url ?? ''
  const key = createHash('sha256')
    .update(JSON.stringify([incoming.method, path, incoming.headers.authorization ?? '', body]))
    .digest('hex')
  return { path, body, key }
}

export interface Endpoint {
  readonly url: string
  stop(): Promise<void>
}

function listen(take: (incoming: IncomingMessage, response: ServerResponse) => Promise<void>): Promise<Endpoint> {
  const server: Server = createServer((incoming, response) => {
    take(incoming, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))))
  })
  return new Promise((ready) => {
    server.listen(0, '127.0.0.1', () => {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const stop = () => {
        server.closeAllConnections()
        return new Promise<void>((done) => server.close(() => done()))
      }
      ready({ url, stop })
    })
  })
}

/** A server that passes everything on to a real one and keeps what comes back, once for each request. */
export async function startRecorder(target: string, kept: Map<string, Fixture[]>): Promise<Endpoint> {
  return listen(async (incoming, response) => {
    const { path, body, key } = await asked(incoming)
    const chunks: string[] = []
    const onward = request(new URL(path, target), {
      agent: false,
      method: incoming.method,
      headers: { ...incoming.headers, host: new URL(target).host },
    })
    const answer = await new Promise<IncomingMessage>((resolve, reject) => onward.once('response', resolve).once('error', reject).end(body))
    response.once('close', () => onward.destroy())
    response.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] ?? '' })
    for await (const chunk of answer) {
      chunks.push((chunk as Buffer).toString('latin1'))
      response.write(chunk)
    }
    const fixture = { key, path, status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', chunks }
    kept.set(key, [...(kept.get(key) ?? []), fixture])
    response.end()
  })
}

/** A server that answers from fixtures: the n-th time a request comes, with what was recorded the n-th time. */
export async function startReplay({ answers }: Fixtures): Promise<Endpoint> {
  const turns = new Map<string, number>()
  return listen(async (incoming, response) => {
    const { path, key } = await asked(incoming)
    const list = answers.filter((one) => one.key === key)
    const turn = turns.get(key) ?? 0
    turns.set(key, turn + 1)
    const found = list[Math.min(turn, list.length - 1)]
    if (found === undefined) {
      response.writeHead(599).end(`No fixture for ${path}: the request has changed. Record again: npm run test:llama -- --record`)
      return
    }
    response.writeHead(found.status, { 'content-type': found.type })
    for (const chunk of found.chunks) {
      response.write(Buffer.from(chunk, 'latin1'))
      await new Promise((next) => setImmediate(next))
    }
    response.end()
  })
}
