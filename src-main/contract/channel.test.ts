import { expose, wrap } from 'comlink'
import { describe, expect, it } from 'vitest'
import { openChannel } from './channel.ts'
import type { Link } from './link.ts'
import { createLinkCore, type LinkCore } from './link-core.ts'

function pair(): { a: Link; b: Link; cut(): void } {
  const cores: LinkCore[] = []
  const side = (other: number) =>
    createLinkCore({
      send: (value) => {
        queueMicrotask(() => cores[other]!.deliver(structuredClone(value)))
        return true
      },
      shut: () => queueMicrotask(() => cores[other]!.ended()),
    })
  cores.push(side(1), side(0))
  return { a: cores[0]!.link, b: cores[1]!.link, cut: () => void cores.map((core) => core.ended()) }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 1))
const outcome = (promise: Promise<unknown>) =>
  promise.then(
    (value) => ['value', value],
    (error: Error) => ['error', error.name, error.message],
  )

describe('a channel', () => {
  it('keeps comlink and run messages apart', async () => {
    const { a, b } = pair()
    const [near, far] = [openChannel(a, () => undefined), openChannel(b, () => undefined)]
    const runs: unknown[] = []
    near.onRun((body) => runs.push(['near', body]))
    far.onRun((body) => runs.push(['far', body]))
    expose({ add: (x: number, y: number) => x + y }, far.rpc)
    const remote = wrap<{ add(x: number, y: number): number }>(near.rpc)
    near.postRun({ type: 'ack', batch: 1 })
    expect(await remote.add(2, 3)).toBe(5)
    far.postRun({ type: 'heartbeat' })
    await turn()
    expect(runs).toEqual([
      ['far', { type: 'ack', batch: 1 }],
      ['near', { type: 'heartbeat' }],
    ])
  })

  it('hands over what came before there was a receiver', async () => {
    const { a, b } = pair()
    const near = openChannel(a, () => undefined)
    const far = openChannel(b, () => undefined)
    near.postRun(1)
    near.postRun(2)
    await turn()
    const got: unknown[] = []
    far.onRun((body) => got.push(body))
    expect(got).toEqual([1, 2])
  })

  it.each([[null], [undefined], ['text'], [7], [[]], [{}], [{ tag: 'other', body: 1 }], [{ tag: 'run' }]])(
    'tells %j as garbage',
    async (value) => {
      const { a, b } = pair()
      const far = openChannel(b, () => undefined)
      const [garbage, runs]: [unknown[], unknown[]] = [[], []]
      far.onGarbage((one) => garbage.push(one))
      far.onRun((one) => runs.push(one))
      a.post(value)
      await turn()
      expect(garbage).toEqual([value])
      expect(runs).toEqual([])
    },
  )

  it('answers a call under way when the other side dies (62)', async () => {
    const { a, cut } = pair()
    let closed = 0
    const near = openChannel(a, () => {
      closed += 1
    })
    const remote = wrap<{ slow(): Promise<number> }>(near.rpc)
    const answers = Promise.all([outcome(remote.slow()), outcome(remote.slow())])
    await turn()
    cut()
    expect(await answers).toEqual(Array(2).fill(['error', 'LinkClosedError', 'The other process is gone.']))
    expect(closed).toBe(1)
  })

  it('answers a call to a side that is dead already', async () => {
    const { a, cut } = pair()
    const near = openChannel(a, () => undefined)
    cut()
    await turn()
    expect(await outcome(wrap<{ slow(): Promise<number> }>(near.rpc).slow())).toEqual([
      'error',
      'LinkClosedError',
      'The other process is gone.',
    ])
  })

  it('a call that was answered is not answered again at the close', async () => {
    const { a, b, cut } = pair()
    const [near, far] = [openChannel(a, () => undefined), openChannel(b, () => undefined)]
    far.onRun(() => undefined)
    near.onRun(() => undefined)
    expose({ fast: () => 1 }, far.rpc)
    const remote = wrap<{ fast(): number }>(near.rpc)
    expect(await remote.fast()).toBe(1)
    cut()
    await turn()
    expect(await outcome(remote.fast())).toContain('LinkClosedError')
  })

  it('an error thrown by the other side arrives as that error', async () => {
    const { a, b } = pair()
    const [near, far] = [openChannel(a, () => undefined), openChannel(b, () => undefined)]
    near.onRun(() => undefined)
    far.onRun(() => undefined)
    expose(
      {
        start: () => {
          throw new TypeError('this worker has a run already')
        },
      },
      far.rpc,
    )
    expect(await outcome(wrap<{ start(): void }>(near.rpc).start())).toEqual(['error', 'TypeError', 'this worker has a run already'])
  })
})
