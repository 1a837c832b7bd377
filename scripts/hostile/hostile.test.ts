import { describe, expect, it } from 'vitest'
import { BOMBS } from './bombs.ts'
import { mutation } from './mutate.ts'
import { seedsByFormat } from './seeds.ts'
import { bombs, mutations } from './suites.ts'

/** A sample of `npm run test:hostile`, which tries everything. */

const pick = (name: RegExp) => BOMBS.filter((bomb) => name.test(bomb.name))

describe('files that want to hurt', () => {
  it('mutations of every format: no parser throws, hangs, or breaks a promise about its offsets', { timeout: 300_000 }, async () => {
    expect((await mutations(40)).violations).toEqual([])
  })

  it('bombs in archives: ratio, size, entries, forged sizes, entities, depth', { timeout: 300_000 }, async () => {
    expect((await bombs(pick(/^(?:ratio|forged|entries|laughs|entity|deep)[\w-]*\.(?:docx|epub|ods)$/u))).violations).toEqual([])
  })

  it('entries that lead elsewhere, relations to files of the computer, archives inside', { timeout: 300_000 }, async () => {
    expect((await bombs(pick(/^(?:names|self)\.|^r-link|^include|^input/u))).violations).toEqual([])
  })

  it('PDF: a page tree that loops, a million pages, forms in themselves, a stream of 300 MB', { timeout: 300_000 }, async () => {
    expect((await bombs(pick(/^(?:loop|tree|form-loop|stream|length)\.pdf$/u))).violations).toEqual([])
  })

  it('are the same every time', () => {
    for (const seeds of seedsByFormat().values()) {
      for (const number of [0, 1, 77]) expect(mutation(seeds, number).bytes.equals(mutation(seeds, number).bytes)).toBe(true)
    }
  })
})
