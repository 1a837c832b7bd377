import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Host } from '../host/host.ts'
import type { HostClient } from '../host/shell.ts'
import { type Preview, startPreview } from './server.ts'

interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly text: string
}

/** A plain request with any Host header and path, exactly as written. */
function ask(url: string, headers: Record<string, string> = {}, path?: string): Promise<Answer> {
  const { hostname, port, pathname, search } = new URL(url)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: path ?? pathname + search, headers, setHost: headers.Host === undefined }, (response) => {
      let text = ''
      response.on('data', (bytes) => (text += String(bytes)))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    sent.on('error', reject).end()
  })
}

describe('preview server', () => {
  let place: string
  let preview: Preview
  let attached: HostClient[]
  const origin = () => new URL(preview.url).origin

  beforeEach(async () => {
    place = mkdtempSync(join(tmpdir(), 'genglossary-preview-'))
    mkdirSync(join(place, 'assets'))
    writeFileSync(join(place, 'index.html'), '<style nonce="__CSP_NONCE__"></style>')
    writeFileSync(join(place, 'assets', 'a.js'), 'export {}')
    writeFileSync(join(place, 'secret.sqlite'), 'x')
    attached = []
    const host: Host = {
      attach: (client) => void attached.push(client),
      closed: () => undefined,
      detach: (client) => void attached.splice(attached.indexOf(client), 1),
      handle: async (_client, name, args) => ({ ok: true, value: name === 'odd' ? 1n : { name, args } }),
      files: null as never,
      activeRuns: () => 0,
      libraryOf: () => null,
      saveDrafts: async () => undefined,
      died: () => undefined,
      woke: () => undefined,
      close: async () => undefined,
    }
    let n = 0
    preview = await startPreview({ host, pages: place, port: 0, newToken: () => `token-${n++}`.padEnd(32, 'x') })
  })
  afterEach(async () => {
    await preview.close()
    rmSync(place, { recursive: true })
  })

  const enter = async (): Promise<string> => {
    const answer = await ask(preview.newUrl())
    expect(answer.status).toBe(303)
    return String(answer.headers['set-cookie']).split(';')[0]!
  }

  it('serves nothing without the session, whose token works once', async () => {
    expect((await ask(`${origin()}/`)).status).toBe(403)
    const first = await ask(preview.url)
    expect(first.status).toBe(303)
    expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/)
    const again = await ask(preview.url)
    expect(again.status).toBe(403)
    // Where to go instead, in this browser and in another one.
    expect(again.text).toContain(`go to ${origin()}/`)
    expect(again.text).toContain('start it again')
    expect((await ask(`${origin()}/?token=guessed`)).status).toBe(403)
  })

  it('sends the policy with a nonce of its own for every load, and no CORS header', async () => {
    const Cookie = await enter()
    const pages = await Promise.all([ask(`${origin()}/`, { Cookie }), ask(`${origin()}/`, { Cookie })])
    const nonces = pages.map(({ text }) => /nonce="([^"]+)"/.exec(text)?.[1])
    expect(nonces[0]).not.toBe(nonces[1])
    expect(pages[0]!.headers['content-security-policy']).toContain(`'nonce-${nonces[0]}'`)
    expect(pages[0]!.headers['content-security-policy']).toContain("default-src 'none'")
    expect(Object.keys(pages[0]!.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it.skipIf(process.platform !== 'linux')('listens to this computer alone', async () => {
    const { port } = new URL(origin())
    // All of 127/8 is this computer: who listened to every address would answer here.
    await expect(ask(`http://127.0.0.2:${port}/`)).rejects.toThrow('ECONNREFUSED')
  })

  it.each(['evil.example', 'localhost', '127.0.0.1', '127.0.0.1:1'])('refuses the Host %s', async (name) => {
    const Cookie = await enter()
    expect((await ask(`${origin()}/`, { Cookie, Host: name })).status).toBe(403)
  })

  it.each([
    '/secret.sqlite',
    '/../package.json',
    '/%2e%2e/package.json',
    '/assets/..%2f..%2fx',
    '/assets\\a.js',
    '//evil/x',
    '/%00',
    '/assets/',
    '//',
  ])('finds nothing at %s', async (path) => {
    const Cookie = await enter()
    expect((await ask(`${origin()}/`, { Cookie }, path)).status).toBeGreaterThanOrEqual(400)
  })

  const connect = (headers: Record<string, string>) =>
    new Promise<WebSocket | number>((resolve) => {
      const socket = new WebSocket(`${origin().replace('http', 'ws')}/host`, { headers })
      socket.on('open', () => resolve(socket))
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
      socket.on('error', () => resolve(0))
    })

  it('opens the socket for our own page only', async () => {
    const Cookie = await enter()
    expect(await connect({ Cookie, Origin: 'http://evil.example' })).toBe(403)
    expect(await connect({ Cookie })).toBe(403)
    expect(await connect({ Origin: origin() })).toBe(403)
    // DNS rebinding: a name of theirs that leads here, with whatever else they have.
    for (const Host of ['evil.example', 'localhost', '127.0.0.1:1']) expect(await connect({ Cookie, Origin: origin(), Host })).toBe(403)
    const socket = await connect({ Cookie, Origin: origin() })
    expect(socket).toBeInstanceOf(WebSocket)
    ;(socket as WebSocket).close()
  })

  it('answers also what can’t be written down: every call settles', async () => {
    const socket = (await connect({ Cookie: await enter(), Origin: origin() })) as WebSocket
    const reply = new Promise<unknown>((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))))
    socket.send(JSON.stringify({ id: 6, name: 'odd', args: {} }))
    expect(await reply).toMatchObject({ id: 6, reply: { ok: false, error: { code: 'INTERNAL' } } })
    socket.close()
  })

  it('answers each call by its number, sends events, and hangs up on what is no call', async () => {
    const Cookie = await enter()
    const socket = (await connect({ Cookie, Origin: origin() })) as WebSocket
    const next = () => new Promise<unknown>((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))))
    const reply = next()
    socket.send(JSON.stringify({ id: 5, name: 'app.info', args: {} }))
    expect(await reply).toEqual({ id: 5, reply: { ok: true, value: { name: 'app.info', args: {} } } })
    const event = next()
    attached[0]!.send('app.command', { command: 'undo' })
    expect(await event).toEqual({ event: 'app.command', payload: { command: 'undo' } })
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.send('not json')
    expect(await closed).toBe(1003)
    await expect.poll(() => attached).toEqual([])
  })
})
