import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { NOTICES, notices } from './notices.ts'

test('THIRD_PARTY_NOTICES.md is up to date (node scripts/notices.ts writes it)', () => {
  expect(readFileSync(NOTICES, 'utf8')).toBe(notices())
})

test('everything shipped is under a licence that lets us ship it', () => {
  const licences = [...notices().matchAll(/^\| (?!package|-)(.+) \| .+ \| (.+) \|$/gm)].map(([, name, licence]) => [name, licence])
  expect(licences.length).toBeGreaterThan(20)
  expect(
    licences.filter(
      ([, licence]) =>
        !/^\(?(MIT|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD|PSF-2\.0|Python-2\.0|CC0-1\.0|Unlicense|\(?MIT OR \S+)\)?$/.test(licence!),
    ),
  ).toEqual([])
})
