import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** docs/accessibility.md names every criterion of WCAG 2.2 A and AA, says how the app stands with it, and names tests that are there. */

const ROOT = join(import.meta.dirname, '..')
const text = readFileSync(join(ROOT, 'docs', 'accessibility.md'), 'utf8')
const rows = text
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [names = '', verdict = '', how = '', shown = ''] = line.split('|').slice(1, -1)
    return { numbers: numbersIn(names.trim()), verdict: verdict.trim(), how: how.trim(), shown: shown.trim() }
  })

/** `1.2.1 – 1.2.3 …` is three criteria, `3.2.3, 3.2.4 …` two. */
function numbersIn(names: string): string[] {
  const [, group, first, last] = /^(\d\.\d)\.(\d+) – \d\.\d\.(\d+)/.exec(names) ?? []
  if (group === undefined) return names.match(/\d\.\d\.\d+/g) ?? []
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => `${group}.${Number(first) + i}`)
}

const LEVEL_A =
  '1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2'
const LEVEL_AA =
  '1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3'

it('has each of the 55 criteria once, in order, each with a verdict', () => {
  expect(rows.flatMap(({ numbers }) => numbers)).toEqual(`${LEVEL_A} ${LEVEL_AA}`.split(' '))
  for (const { numbers, verdict, how } of rows) {
    expect(['supports', 'partly', 'n. a.'], numbers.join()).toContain(verdict)
    // What is met in part says what is not.
    if (verdict === 'partly') expect(how, numbers.join()).toMatch(/\*Not|\*Partly/)
  }
})

it('names what shows what is met, and that is there', () => {
  const isThere = (file: string) => ['', 'e2e/specs', 'src-renderer'].some((folder) => existsSync(join(ROOT, folder, file)))
  for (const { numbers, verdict, shown } of rows) {
    if (verdict !== 'n. a.') expect(shown, numbers.join()).not.toBe('')
    const files = [...shown.matchAll(/`([^`]+\.ts)`/g)].map(([, file]) => file!)
    expect(
      files.filter((file) => !isThere(file)),
      numbers.join(),
    ).toEqual([])
  }
})
