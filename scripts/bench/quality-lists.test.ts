import { describe, expect, test } from 'vitest'
import { judgements, presentPairs, scoreAbbreviations } from './quality-abbreviations.ts'
import { handCheckedReadings, presentReadings } from './quality-readings.ts'
import { referenceBytes } from './quality-references.ts'

// The floors of the two lists checked by hand. Slow: the engine reads every text anew.

describe('lists checked by hand', () => {
  test('abbreviation pairs: 200 and more, all judged, at least 97 % right', async () => {
    const { found, right, unjudged } = scoreAbbreviations(await presentPairs(), judgements())
    // A change of the engine that finds new pairs needs somebody to read them first.
    expect(unjudged).toEqual([])
    expect(found).toBeGreaterThanOrEqual(200)
    expect(right / found).toBeGreaterThanOrEqual(0.97)
  }, 120_000)

  test('readings: 200 and more terms of the samples, at least 95 % right, and nearly every wrong one flagged', async () => {
    const { terms, right, wrong, sure, missing } = await presentReadings()
    expect(missing).toEqual([])
    expect(terms).toBeGreaterThanOrEqual(200)
    expect(right / terms).toBeGreaterThanOrEqual(0.95)
    // Flagging everything would flag the wrong ones too.
    expect(sure / terms).toBeGreaterThanOrEqual(0.6)
    expect(wrong.filter((one) => one.sure).length / sure).toBeLessThanOrEqual(0.01)
  }, 120_000)

  test('a line that is no judgement and no reading is a fault, not a smaller list', () => {
    expect(() => judgements('maybe\tAPI\tapplication programming interface')).toThrow('Not a judgement')
    expect(() => handCheckedReadings('岸壁\tガンペキ')).toThrow('Not a term')
  })

  test('a pair nobody has judged is named, a pair that is gone too', () => {
    const judged = judgements('right\tAPI\tapplication programming interface\nwrong\tCAPA\t予防処置\nright\tBP\tblood pressure')
    const found = new Set(['API\tapplication programming interface', 'CAPA\t予防処置', 'XYZ\tx y z'])
    expect(scoreAbbreviations(found, judged)).toEqual({
      found: 3,
      right: 1,
      wrong: ['CAPA\t予防処置'],
      unjudged: ['XYZ\tx y z'],
      lost: ['BP\tblood pressure'],
    })
  })
})

test.each(['en', 'ja'] as const)('the general-language list of %s is no larger than 3 MB', (language) => {
  expect(referenceBytes(language)).toBeLessThanOrEqual(3e6)
})
