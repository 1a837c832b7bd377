import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { ROOT } from './tracked-files.ts'

/** `npm run dev`: pages from Vite, everything else behind the preview's own checks. */

let dev: ChildProcess
let url: URL
const home = mkdtempSync(join(tmpdir(), 'genglossary-dev-'))

beforeAll(async () => {
  dev = spawn(process.execPath, [join(ROOT, 'scripts', 'dev.ts')], {
    env: { ...process.env, GENGLOSSARY_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  url = await new Promise<URL>((resolve, reject) => {
    let said = ''
    dev.stdout!.on('data', (bytes) => {
      said += String(bytes)
      const found = /http:\S+/.exec(said)
      if (found) resolve(new URL(found[0]))
    })
    dev.once('exit', (code) => reject(new Error(`It ended with code ${code}.`)))
  })
}, 60_000)

afterAll(async () => {
  const gone = new Promise((resolve) => dev.once('exit', resolve))
  dev.kill('SIGTERM')
  await gone
  rmSync(home, { recursive: true, force: true })
})

/** What a page of that origin gets when it asks for the host API: null = it is let in. */
const knock = (origin: string, cookie: string): Promise<string | null> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`ws://${url.host}/host`, { origin, headers: { cookie } })
    socket.once('open', () => {
      socket.close()
      resolve(null)
    })
    socket.once('error', (error) => resolve(error.message))
  })

it('serves the window’s sources with Vite’s client, and lets in whoever has the one-time address, once', async () => {
  const page = await (await fetch(url.origin)).text()
  expect(page).toContain('/@vite/client')
  expect(page).toContain('main.tsx')
  expect(await knock(url.origin, '')).not.toBeNull()
  const entered = await fetch(url, { redirect: 'manual' })
  expect(entered.status).toBe(303)
  const [cookie = ''] = (entered.headers.get('set-cookie') ?? '').split(';')
  expect(await knock(url.origin, cookie)).toBeNull()
  expect((await fetch(url, { redirect: 'manual' })).status).toBe(403)
  // Pages of others reach it no more than they reach the preview, whoever's cookie the browser sends along.
  for (const origin of ['http://example.org', 'http://localhost:5173', 'null']) expect(await knock(origin, cookie), origin).not.toBeNull()
}, 60_000)
