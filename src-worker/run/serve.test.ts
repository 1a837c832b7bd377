import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { wrap } from 'comlink'
import { describe, expect, it, vi } from 'vitest'
import { openChannel } from '../../src-main/contract/channel.ts'
import { createLinkCore, type LinkCore } from '../../src-main/contract/link-core.ts'
import type { WorkerControl, WorkerMessage } from '../../src-main/contract/run-protocol.ts'
import { PROTOCOL_VERSION } from '../../src-main/contract/version.ts'
import type { Pipeline } from '../session.ts'
import { findWorkerPort, ipcPort } from './port.ts'
import { serveRun } from './serve.ts'

const context = {
  protocol: PROTOCOL_VERSION,
  runId: 7,
  token: 'token-of-this-run-and-no-other',
  scope: 'extract' as const,
  settings: { language: 'auto' as const, definitionLimit: 0, maxFileBytes: 1, includeEntities: false },
  documents: [],
  constraints: { required: [], excluded: [], mustLink: [], cannotLink: [], forbidden: [] },
  liveDigests: {},
}
const nothing = { stages: [], counts: {} }
const turns = (n = 5) => new Promise<void>((resolve) => (n === 0 ? resolve() : setImmediate(() => resolve(turns(n - 1)))))

/** A served worker and main's end of its link. */
function serve(pipeline: Pipeline, loaded: Promise<void> = Promise.resolve()) {
  const cores: LinkCore[] = []
  const side = (other: number) =>
    createLinkCore({
      send: (value) => {
        const copy = structuredClone(value)
        setImmediate(() => cores[other]!.deliver(copy))
        return true
      },
      shut: () => setImmediate(() => cores[other]!.ended()),
    })
  cores.push(side(1), side(0))
  const messages: WorkerMessage[] = []
  const exits: number[] = []
  const channel = openChannel(cores[0]!.link, () => undefined)
  channel.onRun((body) => {
    messages.push(body as WorkerMessage)
    const message = body as WorkerMessage
    if (message.type === 'batch') channel.postRun({ type: 'ack', batch: message.batch })
  })
  const drained = Promise.resolve()
  const served = serveRun({
    port: { link: cores[1]!.link, drained: () => drained },
    load: () => loaded.then(() => pipeline),
    exit: (code) => exits.push(code),
  })
  const control = wrap<WorkerControl>(channel.rpc)
  const types = () => messages.map((message) => message.type)
  return { control, messages, types, exits, served, channel, link: cores[0]!.link }
}

describe('a served run', () => {
  it('says ready, its log, its outcome; and leaves when main has it', async () => {
    const { control, types, messages, exits, channel } = serve(async () => nothing)
    await control.start(context)
    await turns()
    expect(types()).toEqual(['ready', 'logs', 'done'])
    expect(messages.every((message) => message.runId === 7 && message.token === context.token)).toBe(true)
    expect(exits).toEqual([])
    channel.postRun({ type: 'bye' })
    await turns()
    expect(exits).toEqual([0])
  })

  it('ends only after every batch is acknowledged and every line sent', async () => {
    const { control, messages, types } = serve(async (session) => {
      session.log('info', 'first')
      void session.emit('extract', [{ type: 'document', documentId: 1, status: 'ok' }])
      session.log('info', 'last')
      return { stages: [], counts: { documents: 1 } }
    })
    await control.start(context)
    await turns(10)
    expect(types().slice(-1)).toEqual(['done'])
    expect(types()).toContain('batch')
    expect(messages.at(-1)).toMatchObject({ type: 'done', batches: 1, lastSeq: 3, counts: { documents: 1 } })
    const lines = messages.flatMap((message) => (message.type === 'logs' ? message.lines.map((line) => line.message) : []))
    expect(lines).toEqual(['Run 7 started: extraction alone, 0 documents.', 'first', 'last'])
  })

  it('takes one run and no second', async () => {
    const { control } = serve(() => new Promise(() => undefined))
    await control.start(context)
    await expect(control.start(context)).rejects.toThrow('has a run already')
  })

  it('refuses another protocol', async () => {
    const { control, types } = serve(async () => nothing)
    await expect(control.start({ ...context, protocol: PROTOCOL_VERSION + 1 })).rejects.toThrow(`protocol ${PROTOCOL_VERSION + 1}`)
    expect(types()).toEqual([])
  })

  it('refuses a context that is none', async () => {
    const { control } = serve(async () => nothing)
    await expect(control.start({ ...context, scope: 'everything' } as never)).rejects.toThrow()
  })

  it('gives the pipeline a context nobody can change', async () => {
    let frozen = false
    const { control, types } = serve(async (session) => {
      frozen = Object.isFrozen(session.context) && Object.isFrozen(session.context.constraints.required)
      return nothing
    })
    await control.start(context)
    await turns()
    expect([frozen, types().at(-1)]).toEqual([true, 'done'])
  })

  it('answers pings', async () => {
    const { control } = serve(async () => nothing)
    expect(await control.ping()).toBeGreaterThan(0)
  })
})

describe('a cancelled run', () => {
  it.each([
    [
      'at a checkpoint',
      async (session: Parameters<Pipeline>[0]) => {
        for (;;) await session.checkpoint()
      },
    ],
    [
      'while it waits for credit',
      async (session: Parameters<Pipeline>[0]) => {
        for (;;) await session.emit('extract', [{ type: 'document', documentId: 1, status: 'ok', reason: 'x'.repeat(200_000) }])
      },
    ],
    [
      'in a pull',
      async (session: Parameters<Pipeline>[0]) => {
        for await (const row of session.pull({ source: 'concepts' })) void row
      },
    ],
    [
      'in something that listens to the signal',
      (session: Parameters<Pipeline>[0]) =>
        new Promise<never>((_resolve, reject) => {
          session.signal.addEventListener('abort', () => reject(session.signal.reason))
        }),
    ],
  ])('%s says cancelled', async (_name, work) => {
    const { control, messages, channel } = serve(async (session) => {
      await work(session)
      return nothing
    })
    channel.onRun((body) => void messages.push(body as WorkerMessage))
    await control.start(context)
    await turns(30)
    await control.cancel()
    await control.cancel()
    await turns(10)
    expect(messages.at(-1)).toMatchObject({ type: 'cancelled' })
    expect(messages.filter((message) => ['done', 'cancelled', 'error'].includes(message.type))).toHaveLength(1)
  })

  it('that fails instead says error: main knows what to make of it', async () => {
    const { control, types } = serve(async (session) => {
      await new Promise((resolve) => session.signal.addEventListener('abort', resolve))
      throw new Error('client closed')
    })
    await control.start(context)
    await control.cancel()
    await turns()
    expect(types().at(-1)).toBe('error')
  })

  it('that finishes all the same says done', async () => {
    const { control, types } = serve(async (session) => {
      await new Promise((resolve) => session.signal.addEventListener('abort', resolve))
      return nothing
    })
    await control.start(context)
    await control.cancel()
    await turns()
    expect(types().at(-1)).toBe('done')
  })

  it('before its pipeline is loaded never begins it', async () => {
    let began = false
    const loaded = Promise.withResolvers<void>()
    const { control, types } = serve(async () => {
      began = true
      return nothing
    }, loaded.promise)
    await control.start(context)
    await control.cancel()
    loaded.resolve()
    await turns()
    expect(types().at(-1)).toBe('cancelled')
    expect(began).toBe(false)
  })
})

describe('a run that breaks', () => {
  it('tells its error, and the log has it too', async () => {
    const { control, messages } = serve(async () => {
      throw new TypeError('undefined is not a term')
    })
    await control.start(context)
    await turns()
    expect(messages.at(-1)).toMatchObject({
      type: 'error',
      message: 'undefined is not a term',
      stack: expect.stringContaining('TypeError'),
    })
    const lines = messages.flatMap((message) => (message.type === 'logs' ? message.lines : []))
    expect(lines.at(-1)).toMatchObject({
      level: 'error',
      message: 'undefined is not a term',
      seq: (messages.at(-1) as { lastSeq: number }).lastSeq,
    })
  })

  it('by an error nobody caught tells that one; what comes later is not told', async () => {
    const { control, types, messages, served } = serve(() => new Promise(() => undefined))
    await control.start(context)
    await turns()
    served.crashed(new Error('nobody caught this'))
    served.crashed(new Error('nor this'))
    await turns()
    expect(messages.at(-1)).toMatchObject({ type: 'error', message: 'nobody caught this' })
    expect(types().filter((type) => type === 'error')).toHaveLength(1)
  })

  it('before any run ends the process with code 1', () => {
    const { served, exits } = serve(async () => nothing)
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    served.crashed(new Error('too early'))
    expect(exits).toEqual([1])
    expect(said).toHaveBeenCalledOnce()
    said.mockRestore()
  })

  it('throwing something that is no error is told as text', async () => {
    const { control, messages } = serve(async () => {
      throw 'just a string'
    })
    await control.start(context)
    await turns()
    expect(messages.at(-1)).toMatchObject({ type: 'error', message: 'just a string' })
  })
})

describe('a worker whose main is gone', () => {
  it('leaves at once', async () => {
    const { control, link, exits } = serve(() => new Promise(() => undefined))
    await control.start(context)
    link.close()
    await turns()
    expect(exits).toEqual([0])
  })

  it('leaves at once also when it has no run yet', async () => {
    const { link, exits } = serve(async () => nothing)
    link.close()
    await turns()
    expect(exits).toEqual([1])
  })
})

describe('the port of a worker', () => {
  describe('is the one handed over by Electron’s parentPort where there is one', () => {
    type Event = { readonly ports: readonly unknown[] }
    /** A parentPort that hands `ports` over when told, and Node's ports as Electron's: their events carry `data`. */
    function parent() {
      let listener: (event: Event) => void = () => undefined
      const parentPort = {
        once: (_: string, to: typeof listener) => {
          listener = to
        },
      }
      return { port: findWorkerPort({ parentPort } as never), give: (...ports: unknown[]) => listener({ ports }) }
    }
    const electronic = (port: MessagePort) => ({
      postMessage: (value: unknown) => port.postMessage(value),
      start: () => port.start(),
      close: () => port.close(),
      on: (event: string, to: (event: unknown) => void) => port.on(event, (data) => to({ data })),
    })

    it('and what was sent before waits for it', async () => {
      const { port1, port2 } = new MessageChannel()
      const { port, give } = parent()
      const got: unknown[] = []
      port.link.onMessage((value) => got.push(value))
      expect(port.link.post('early')).toBe(true)
      give(electronic(port2))
      const answers = new Promise<unknown[]>((resolve) => {
        const all: unknown[] = []
        port1.on('message', (value) => all.push(value) === 2 && resolve(all))
      })
      port1.postMessage('context')
      await expect.poll(() => got).toEqual(['context'])
      expect(port.link.post('there')).toBe(true)
      await port.drained()
      expect(await answers).toEqual(['early', 'there'])
      port1.close()
    })

    it('and its end is the end of the link', async () => {
      const { port1, port2 } = new MessageChannel()
      const { port, give } = parent()
      const closed = new Promise<void>((resolve) => port.link.onClose(resolve))
      give(electronic(port2))
      port1.close()
      await closed
      expect(port.link.post('late')).toBe(false)
    })

    it('and a message without a port ends it', async () => {
      const { port, give } = parent()
      const closed = new Promise<void>((resolve) => port.link.onClose(resolve))
      give()
      await closed
    })
  })

  it('is the process’s IPC otherwise, drained when everything is handed over', async () => {
    const callbacks: (() => void)[] = []
    const listeners: Record<string, (value: unknown) => void> = {}
    const parent = {
      connected: true,
      send: (_value: unknown, _handle: undefined, _options: object, callback: () => void) => {
        callbacks.push(callback)
        return true
      },
      on: (event: string, listener: (value: unknown) => void) => {
        listeners[event] = listener
      },
      disconnect: () => undefined,
    }
    const port = ipcPort(parent as never)
    await port.drained()
    port.link.post(1)
    port.link.post(2)
    let drained = false
    void port.drained().then(() => {
      drained = true
    })
    callbacks[0]!()
    await turns()
    expect(drained).toBe(false)
    callbacks[1]!()
    await turns()
    expect(drained).toBe(true)
    let closed = 0
    port.link.onClose(() => {
      closed += 1
    })
    parent.connected = false
    listeners.disconnect!(undefined)
    await turns()
    expect(closed).toBe(1)
    expect(port.link.post(3)).toBe(false)
  })

  it('is missing in a process nobody started as a worker', () => {
    expect(() => findWorkerPort({ connected: false } as never)).toThrow('not by hand')
  })
})
