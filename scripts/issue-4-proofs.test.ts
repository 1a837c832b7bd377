import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DESKTOP_MUTANTS } from './mutants/desktop.ts'
import { WINDOW_MUTANTS } from './mutants/window.ts'
import { WORK_MUTANTS } from './mutants/work.ts'
import { ROOT } from './tracked-files.ts'

/** docs/issue-4-proofs.md names tests and defects that are there. */

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const rows = read('docs/issue-4-proofs.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| clause'))
  .map((line) => line.split('|').slice(1, -1))

/** The tests a cell names, each with its file: the one named last before it. */
function testsIn(cell: string): { file: string; test: string }[] {
  let file = ''
  return [...cell.matchAll(/`([^`]+\.tsx?)`|\*([^*]+)\*/g)].flatMap(([, path, test]) => {
    file = path ?? file
    return test === undefined ? [] : [{ file, test }]
  })
}

it('says for each clause what shows it', () => {
  expect(rows.length).toBeGreaterThan(50)
  for (const [clause, shown] of rows) expect(shown, clause).toMatch(/`[^`]+\.tsx?`|\[security\]/)
})

it('names tests that are in the files it names', () => {
  const missing = rows
    .flatMap(([, shown = '']) => testsIn(shown))
    .filter(({ file, test }) => !existsSync(join(ROOT, file)) || !read(file).includes(test))
  expect(missing).toEqual([])
})

it('names each defect of the desktop, the window and its work once', () => {
  const named = rows.flatMap(([, , defects = '']) => defects.match(/(?<![a-z])(?:desktop|window|work)-[a-z0-9-]+/g) ?? [])
  expect(named.toSorted()).toEqual([...DESKTOP_MUTANTS, ...WINDOW_MUTANTS, ...WORK_MUTANTS].map(({ id }) => id).toSorted())
})
