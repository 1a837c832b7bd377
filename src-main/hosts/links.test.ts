import { EventEmitter } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import type { Link } from '../contract/link.ts'
import { type ElectronPort, electronPortLink, isPlainData, memoryLinkPair, messagePortLink } from './links.ts'

const turns = async (n = 3) => {
  for (let turn = 0; turn < n; turn += 1) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** Two of Electron's MessagePortMain, joined, with their manners: events in `data`, nothing before start, closed by what can't be cloned. */
class FakePort extends EventEmitter implements ElectronPort {
  other: FakePort | null = null
  started = false
  closed = false
  readonly waiting: unknown[] = []

  postMessage(value: unknown): void {
    try {
      const copy = structuredClone(value)
      setImmediate(() => this.other?.arrive(copy))
    } catch {
      this.close()
    }
  }

  arrive(value: unknown): void {
    if (this.closed) return
    if (this.started) this.emit('message', { data: value, ports: [] })
    else this.waiting.push(value)
  }

  start(): void {
    this.started = true
    for (const value of this.waiting.splice(0)) this.arrive(value)
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    setImmediate(() => {
      this.emit('close')
      this.other?.close()
    })
  }
}

const pairs: readonly (readonly [string, () => [Link, Link]])[] = [
  ['in memory', () => memoryLinkPair()],
  ['in memory, deliveries put off', () => memoryLinkPair((deliver) => void setImmediate(deliver))],
  [
    'over a MessageChannel',
    () => {
      const { port1, port2 } = new MessageChannel()
      return [messagePortLink(port1), messagePortLink(port2)]
    },
  ],
  [
    'over Electron-shaped ports',
    () => {
      const [one, two] = [new FakePort(), new FakePort()]
      one.other = two
      two.other = one
      return [electronPortLink(one), electronPortLink(two)]
    },
  ],
]

describe.each(pairs)('a link %s', (_name, open) => {
  it('carries values both ways, in order, as copies', async () => {
    const [a, b] = open()
    const [atA, atB]: [unknown[], unknown[]] = [[], []]
    a.onMessage((value) => atA.push(value))
    b.onMessage((value) => atB.push(value))
    const value = { list: [1, 2] }
    a.post(value)
    value.list.push(3)
    for (let n = 0; n < 100; n += 1) a.post(n)
    b.post('back')
    await turns()
    expect(atB).toEqual([{ list: [1, 2] }, ...Array.from({ length: 100 }, (_, n) => n)])
    expect(atA).toEqual(['back'])
    a.close()
  })

  it('keeps what comes before there is a receiver', async () => {
    const [a, b] = open()
    for (let n = 0; n < 10; n += 1) a.post(n)
    await turns()
    const got: unknown[] = []
    b.onMessage((value) => got.push(value))
    a.post(10)
    await turns()
    expect(got).toEqual(Array.from({ length: 11 }, (_, n) => n))
    a.close()
  })

  it('delivers what was sent before the close, then the close, once, on both sides', async () => {
    const [a, b] = open()
    const events: unknown[] = []
    let closedA = 0
    a.onClose(() => {
      closedA += 1
    })
    b.onMessage((value) => events.push(value))
    b.onClose(() => events.push('closed'))
    a.post(1)
    a.post(2)
    await turns()
    a.close()
    a.close()
    await turns()
    expect(events).toEqual([1, 2, 'closed'])
    expect(closedA).toBe(1)
  })

  it('after a close: post is false on both sides and nothing is delivered', async () => {
    const [a, b] = open()
    const got: unknown[] = []
    a.onMessage((value) => got.push(value))
    b.onMessage(() => undefined)
    b.post('under way')
    a.close()
    expect(a.post(1)).toBe(false)
    await turns()
    expect(b.post(1)).toBe(false)
    expect(got).toEqual([])
  })

  it('refuses a value that can not be cloned and goes on (59)', async () => {
    const [a, b] = open()
    const got: unknown[] = []
    b.onMessage((value) => got.push(value))
    expect(a.post({ call: () => 1 })).toBe(false)
    expect(a.post('fine')).toBe(true)
    await turns()
    expect(got).toEqual(['fine'])
    a.close()
  })

  it('tells a close that happened before anyone asked', async () => {
    const [a, b] = open()
    a.close()
    await turns()
    let told = 0
    b.onClose(() => {
      told += 1
    })
    b.onMessage(() => undefined)
    await turns()
    expect(told).toBe(1)
  })

  it('a message posted from inside a receiver keeps the order', async () => {
    const [a, b] = open()
    const got: unknown[] = []
    a.onMessage((value) => a.post(`${value}!`))
    b.onMessage((value) => got.push(value))
    b.post('one')
    b.post('two')
    await turns()
    expect(got).toEqual(['one!', 'two!'])
    a.close()
  })
})

describe('plain data', () => {
  it.each([[null], [undefined], [1], ['text'], [true], [[]], [{}], [{ a: [{ b: undefined }] }], [Object.create(null)]])(
    '%j is',
    (value) => {
      expect(isPlainData(value)).toBe(true)
    },
  )

  const odd: readonly (readonly [string, unknown])[] = [
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a bigint', 1n],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['an ArrayBuffer', new ArrayBuffer(1)],
    ['a typed array', new Uint8Array(1)],
    ['a promise', Promise.resolve()],
    ['a class instance', new FakePort()],
    ['any of these deep inside', { a: [{ b: new Date(0) }] }],
  ]
  it.each(odd)('%s is not', (_name, value) => {
    expect(isPlainData(value)).toBe(false)
  })

  it('something that holds itself is refused by the link', () => {
    const [one] = [new FakePort()]
    const loop: { self?: unknown } = {}
    loop.self = loop
    expect(electronPortLink(one!).post(loop)).toBe(false)
  })
})
