import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { scriptedAnswer } from '../../scripts/models/scripted-model.ts'
import { Desk, HANDBOOK } from './testing.ts'

/**
 * A server that sends the key back wherever a server can put something: bodies, headers, the status line, a redirect's target, a stream, and a
 * body that is cut off. The key must be in no file, no output, no log, no stored error – also when the worker crashes with it in its mouth.
 */

const KEY = 'sk-secret/of+this=test_0123456789'
const SAFE_IN_STATUS = KEY.replaceAll(/[^ -~]/gu, '')

type Fault = (response: ServerResponse, request: IncomingMessage) => void
const json = (body: object): string => JSON.stringify(body)
const FAULTS: Readonly<Record<string, Fault>> = {
  'in the body of a 401': (response) =>
    response.writeHead(401, { 'content-type': 'application/json' }).end(json({ error: { message: `Incorrect API key: ${KEY}` } })),
  'in the body of a 400, its JSON escaped': (response) => response.writeHead(400).end(json({ error: `Bearer "${KEY}" is no good` })),
  'in an HTML page of a 502': (response) =>
    response.writeHead(502, { 'content-type': 'text/html' }).end(`<html><body>upstream said: ${KEY}</body></html>`),
  'in headers that echo the request': (response, { headers }) =>
    response
      .writeHead(403, {
        'www-authenticate': `Bearer realm="${headers.authorization}"`,
        'x-echo': headers.authorization ?? '',
        'retry-after': KEY,
      })
      .end('no'),
  'in the status line': (response) => response.writeHead(500, SAFE_IN_STATUS).end('broken'),
  'in the target of a redirect': (response) =>
    response.writeHead(302, { location: `https://elsewhere.example/?key=${encodeURIComponent(KEY)}` }).end(KEY),
  'in an error within a stream': (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(`data: ${json({ error: { message: `key ${KEY} has no credit`, code: 402 } })}\n\n`)
  },
  'in a stream that is cut off': (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(`data: {"choices":[{"delta":{"content":"${KEY}`)
    setTimeout(() => response.destroy(), 20)
  },
  'in a stream that is no JSON': (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(`data: <${KEY}>\n\ndata: [DONE]\n\n`)
  },
}

let desk: Desk
let stop: () => Promise<void> = async () => undefined
beforeEach(() => {
  desk = new Desk()
  desk.write(HANDBOOK)
})
afterEach(async () => {
  await stop()
  desk.dispose()
})

/** The first answers are good, everything after them the fault. */
async function serve(fault: Fault, good: number): Promise<string> {
  let asked = 0
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    if (!request.url?.endsWith('/chat/completions')) {
      const known = request.url === '/v1/models'
      response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' }).end(json(known ? { data: [{ id: 'fake' }] } : {}))
      return
    }
    if (asked++ >= good) return fault(response, request)
    const { messages } = JSON.parse(Buffer.concat(parts).toString('utf8'))
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const delta = { choices: [{ delta: { content: scriptedAnswer('good', messages) }, finish_reason: 'stop' }] }
    response.end(`data: ${json(delta)}\n\ndata: [DONE]\n\n`)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  stop = async () => {
    server.closeAllConnections()
    await new Promise<void>((closed) => server.close(() => closed()))
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => statSync(file).isFile())

/** The key as it is, and as it is written in JSON, in a URL and in base64. */
const SHAPES = [KEY, JSON.stringify(KEY).slice(1, -1), encodeURIComponent(KEY), Buffer.from(KEY).toString('base64')]
function expectNowhere(outputs: readonly string[]): void {
  for (const shape of SHAPES) {
    for (const file of filesUnder(desk.folder)) expect(readFileSync(file).includes(shape), `${file} holds ${shape}`).toBe(false)
    for (const output of outputs) expect(output).not.toContain(shape)
  }
}

const generate = (url: string, ...more: string[]): string[] =>
  ['generate', 'docs', '--library', 'lib.glossary', '--out', 'g.json', '--engine', 'openai', '--model', 'fake', '--base-url', url].concat(
    more,
  )

function withKey(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  Object.assign(process.env, { GENGLOSSARY_API_KEY: KEY, ...env })
  try {
    return desk.start(args)
  } finally {
    for (const name of ['GENGLOSSARY_API_KEY', ...Object.keys(env)]) delete process.env[name]
  }
}

/** Everything people or programs can get out of the library and of its logs. */
async function dumps(): Promise<string[]> {
  const asked = [
    ['runs', 'logs', '--library', 'lib.glossary'],
    ['runs', 'list', '--library', 'lib.glossary', '--format', 'json'],
    ['runs', 'show', '--models', '--library', 'lib.glossary'],
    ['library', 'info', 'lib.glossary', '--format', 'json'],
  ]
  const out: string[] = []
  for (const args of asked) {
    const { stdout, stderr } = await desk.run(...args)
    out.push(stdout, stderr)
  }
  return out
}

test.each(Object.entries(FAULTS))(
  'the key %s reaches no file, log, error or dump',
  async (_name, fault) => {
    const url = await serve(fault, 3)
    const { finished } = withKey(generate(url, '--model-log', '--json-logs', '--concurrency', '2'))
    const run = await finished
    expectNowhere([run.stdout, run.stderr, ...(await dumps())])
  },
  120_000,
)

test('a server that sends the key back while models are looked for and tried', async () => {
  const url = await serve(FAULTS['in the body of a 401']!, 0)
  const tried = await withKey(['models', '--base-url', url, '--test', 'fake', '--format', 'json']).finished
  const listed = await withKey(['models', '--base-url', url]).finished
  expect(tried.stdout + tried.stderr).toContain('[key]')
  expectNowhere([tried.stdout, tried.stderr, listed.stdout, listed.stderr])
}, 60_000)
