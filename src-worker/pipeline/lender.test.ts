import type { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { loadDictionary } from '../language/ja/dictionary.ts'
import { JapaneseEngine } from '../language/ja/engine.ts'
import { loadSharedDictionary } from '../language/ja/shared-dictionary.ts'
import { Lender } from './lender.ts'

const dictionary = { width: 1 } as never

/** A thread that notes what it is told. */
const thread = () => {
  const told: unknown[] = []
  return { told, worker: { postMessage: (message: { dictionary: unknown }) => told.push(message.dictionary) } as unknown as Worker }
}

describe('the dictionary of a pool', () => {
  it('is read by the first thread that asks and lent to all others, whenever they ask', () => {
    const lender = new Lender()
    const [a, b, c] = [thread(), thread(), thread()]
    lender.take(a.worker, { dictionary: 'wanted' })
    lender.take(b.worker, { dictionary: 'wanted' })
    expect([a.told, b.told]).toEqual([[null], []])
    lender.take(a.worker, { dictionary })
    lender.take(c.worker, { dictionary: 'wanted' })
    expect([a.told, b.told, c.told]).toEqual([[null], [dictionary], [dictionary]])
  })

  it('is read by the next one when the reader is ended over its document; one that is gone is not waited for', () => {
    const lender = new Lender()
    const [a, b, c] = [thread(), thread(), thread()]
    for (const { worker } of [a, b, c]) lender.take(worker, { dictionary: 'wanted' })
    lender.gone(b.worker)
    lender.gone(a.worker)
    expect([b.told, c.told]).toEqual([[], [null]])
    lender.gone(c.worker)
    lender.take(a.worker, { dictionary: 'wanted' })
    expect(a.told).toEqual([null, null])
  })

  it('gives the same tokens from shared memory', async () => {
    const text = '港湾法における岸壁とは、船舶を係留する施設をいう。ｶﾀｶﾅとABC-12も。'
    const lent = await loadSharedDictionary()
    expect(lent.trie.base.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(new JapaneseEngine(lent).analyse(text)).toEqual(new JapaneseEngine(await loadDictionary()).analyse(text))
  }, 60_000)
})
