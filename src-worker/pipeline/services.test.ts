import { describe, expect, it } from 'vitest'
import { guessLanguage } from '../language/detect.ts'
import type { Dictionary } from '../language/ja/dictionary.ts'
import { loadDictionary } from '../language/ja/dictionary.ts'
import { JapaneseEngine } from '../language/ja/engine.ts'
import { loadSharedDictionary } from '../language/ja/shared-dictionary.ts'
import { threadEntry } from './pool.ts'
import { ServiceThreads } from './service-threads.ts'
import { type ServiceReply, Services } from './services.ts'

const guess = (): Promise<never> => Promise.reject(new Error('nobody asked'))
const dictionary = { width: 1 } as unknown as Dictionary

/** A thread that notes what it is told. */
const thread = () => {
  const told: ServiceReply[] = []
  return { told, worker: { postMessage: (reply: ServiceReply) => told.push(reply) } }
}

describe('what the threads of a pool share', () => {
  it('reads the dictionary once and lends it to all, whenever they ask', async () => {
    let readings = 0
    const reading = Promise.withResolvers<Dictionary>()
    const services = new Services({
      guess,
      readDictionary: () => {
        readings++
        return reading.promise
      },
    })
    const [a, b, c] = [thread(), thread(), thread()]
    const early = [a, b].map(({ worker }) => services.serve(worker, { want: 'dictionary' }))
    expect([a.told, b.told]).toEqual([[], []])
    reading.resolve(dictionary)
    await Promise.all(early)
    await services.serve(c.worker, { want: 'dictionary' })
    for (const { told } of [a, b, c]) expect(told).toEqual([{ reply: 'dictionary', dictionary }])
    expect(readings).toBe(1)
  })

  it('says what went wrong and reads again for the next one who asks', async () => {
    let readings = 0
    const services = new Services({
      guess,
      readDictionary: () =>
        readings++ === 0 ? Promise.reject(new Error('The Japanese dictionary is damaged.')) : Promise.resolve(dictionary),
    })
    const { told, worker } = thread()
    await services.serve(worker, { want: 'dictionary' })
    await services.serve(worker, { want: 'dictionary' })
    expect(told).toEqual([
      { reply: 'error', message: 'The Japanese dictionary is damaged.' },
      { reply: 'dictionary', dictionary },
    ])
  })

  it('guesses a language for a thread, and a fault in it is an answer', async () => {
    const { told, worker } = thread()
    const readDictionary = () => Promise.reject(new Error('nobody asked'))
    await new Services({ readDictionary, guess: guessLanguage }).serve(worker, {
      want: 'guess',
      sample: 'De rotor drijft de generator aan en de stroom gaat via een transformator bij de mast naar het net.',
    })
    const broken = new Services({ readDictionary, guess: () => Promise.reject(new Error('no n-grams')) })
    await broken.serve(worker, { want: 'guess', sample: '' })
    expect(told).toEqual([
      { reply: 'guess', guess: { language: 'nl', isReliable: true } },
      { reply: 'error', message: 'no n-grams' },
    ])
  })

  it('gives the same tokens from shared memory', async () => {
    const text = '港湾法における岸壁とは、船舶を係留する施設をいう。ｶﾀｶﾅとABC-12も。'
    const lent = await loadSharedDictionary()
    expect(lent.trie.base.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(new JapaneseEngine(lent).analyse(text)).toEqual(new JapaneseEngine(await loadDictionary()).analyse(text))
  }, 60_000)
})

describe('service threads', () => {
  const dutch = 'De rotor drijft de generator aan en de stroom gaat via een transformator bij de mast naar het net.'
  const german = 'Der Rotor treibt den Generator an, und der Strom wird über einen Transformator ins Netz eingespeist.'

  it('guess several languages at once, let the n-grams go when idle, and load them again', async () => {
    const threads = new ServiceThreads(threadEntry()!, 1)
    expect((await Promise.all([dutch, german].map((text) => threads.guess(text)))).map(({ language }) => language)).toEqual(['nl', 'de'])
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await threads.guess(dutch)).language).toBe('nl')
    threads.close()
  }, 60_000)

  it('reject what was asked when they are closed, and begin nothing afterwards', async () => {
    const threads = new ServiceThreads(threadEntry()!)
    const asked = threads.guess(dutch)
    const reading = threads.readDictionary()
    threads.close()
    await expect(asked).rejects.toThrow('closed')
    await expect(reading).rejects.toThrow('ended with code')
    expect(() => threads.guess(dutch)).toThrow('closed')
  }, 60_000)
})
