import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'

/** A real llama.cpp server on this computer, for tests. */

export interface LlamaServer {
  readonly url: string
  /** Slots that work on something at this moment. */
  busy(): Promise<number>
  stop(): Promise<void>
}

export interface LlamaOptions {
  readonly binary: string
  readonly model: string
  readonly slots?: number
  readonly apiKey?: string
}

const READY_MS = 60_000

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** @throws Error with the server's last words when it does not come up */
export async function startLlama({ binary, model, slots = 4, apiKey }: LlamaOptions): Promise<LlamaServer> {
  const port = await freePort()
  const args = [
    '-m',
    model,
    '--alias',
    'tiny',
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '-np',
    String(slots),
    '-c',
    String(4096 * slots),
  ]
  // One thread, small batches: it shares the computer with the tests, and a cancel is seen between batches.
  const child = spawn(binary, [...args, '-t', '1', '-b', '256', '--slots', ...(apiKey === undefined ? [] : ['--api-key', apiKey])], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let tail = ''
  child.stderr.on('data', (bytes: Buffer) => {
    tail = (tail + bytes.toString()).slice(-2000)
  })
  const url = `http://127.0.0.1:${port}`
  for (let waited = 0; ; waited += 100) {
    if (child.exitCode !== null || waited > READY_MS) throw new Error(`llama-server did not start:\n${tail}`)
    const health = await fetch(`${url}/health`).catch(() => null)
    if (health?.ok === true) break
    await new Promise((next) => setTimeout(next, 100))
  }
  const headers: Record<string, string> = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }
  return {
    url,
    busy: async () => {
      const states = (await (await fetch(`${url}/slots`, { headers })).json()) as { is_processing: boolean }[]
      return states.filter(({ is_processing }) => is_processing).length
    },
    stop: () => end(child),
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 5000)
  await gone
  clearTimeout(late)
}
