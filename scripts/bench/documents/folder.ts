import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pages } from '../../../src-worker/documents/containers/pdf/testing.ts'
import { zipOf } from '../../../src-worker/documents/containers/testing.ts'
import { OFFICE_SEEDS } from '../../hostile/office-seeds.ts'

/** Generated folders: two thousand documents of every kind, and fifty thousand notes. */

const SUBJECTS = [
  'berth',
  'quay',
  'tug',
  'pilot',
  'fender',
  'mooring line',
  'fairway',
  'draught',
  'anchorage',
  'bollard',
  'dredger',
  'lighter',
]
const JA = ['岸壁', '曳船', '水先人', '防舷材', '係留索', '航路', '喫水', '錨地', '係船柱', '浚渫船', '灯浮標', '荷役']

/** Some 4 to 20 KB of text that no other document has. */
function prose(number: number): string {
  const sentences = 40 + (number % 7) * 25
  return Array.from({ length: sentences }, (_, i) => {
    const [a, b] = [SUBJECTS[(number + i) % SUBJECTS.length]!, SUBJECTS[(number * 3 + i * 5) % SUBJECTS.length]!]
    const [c, d] = [JA[(number + i) % JA.length]!, JA[(number * 3 + i * 5) % JA.length]!]
    return number % 3 === 0
      ? `第${number}${c}とは、${d}の近くで用いる設備第${i}号をいう。${c}は${d}を管理する。`
      : `A ${a} number ${number} is a place or a thing near the ${b} of section ${i}. The harbour office keeps the ${a} and the ${b} in order.`
  }).join(number % 3 === 0 ? '' : '\n')
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const MAKERS: readonly (readonly [extension: string, share: number, make: (number: number) => string | Buffer])[] = [
  ['md', 40, (n) => `# Note ${n}\n\n${prose(n)}\n`],
  ['txt', 14, prose],
  ['html', 10, (n) => `<!doctype html><title>Page ${n}</title><main><h1>Page ${n}</h1><p>${escaped(prose(n))}</p></main>`],
  ['docx', 12, (n) => zipOf({ ...OFFICE_SEEDS.docx!, 'word/document.xml': wordDocument(prose(n)) })],
  ['odt', 4, (n) => zipOf({ ...OFFICE_SEEDS.odt!, 'content.xml': openDocument(prose(n)) })],
  ['epub', 4, (n) => zipOf({ ...OFFICE_SEEDS.epub!, 'OEBPS/a.xhtml': `<html><body><p>${escaped(prose(n))}</p></body></html>` })],
  ['pptx', 3, (n) => zipOf({ ...OFFICE_SEEDS.pptx!, 'x.xml': `<x>${n}</x>` })],
  ['xlsx', 3, (n) => zipOf({ ...OFFICE_SEEDS.xlsx!, 'x.xml': `<x>${n}</x>` })],
  ['pdf', 10, (n) => pages(...paged(n - (n % 3 === 0 ? 1 : 0)))],
]

const wordDocument = (text: string): string =>
  `<w:document xmlns:w="urn:w"><w:body>${text
    .split(/\n|(?<=。)/u)
    .map((line) => `<w:p><w:r><w:t>${escaped(line)}</w:t></w:r></w:p>`)
    .join('')}</w:body></w:document>`

const openDocument = (text: string): string =>
  `<office:document-content><office:body><office:text>${text
    .split(/\n|(?<=。)/u)
    .map((line) => `<text:p>${escaped(line)}</text:p>`)
    .join('')}</office:text></office:body></office:document-content>`

/** Lines of 90 characters on pages of 50 lines. */
function paged(number: number) {
  const lines = prose(number)
    .split('\n')
    .flatMap((line) => line.match(/.{1,90}(?:\s|$)/gu) ?? [])
  return Array.from({ length: Math.ceil(lines.length / 50) }, (_, page) =>
    lines.slice(page * 50, page * 50 + 50).map((line, i) => [50, 760 - i * 14, line.trim()] as const),
  )
}

/** Writes `count` documents of every kind. */
export function makeMixedFolder(root: string, count: number): void {
  const wheel = MAKERS.flatMap(([extension, share, make]) => Array.from({ length: share }, () => [extension, make] as const))
  for (let number = 0; number < count; number++) {
    const [extension, make] = wheel[(number * 37) % wheel.length]!
    const file = join(root, `part ${number % 20}`, `document ${number}.${extension}`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, make(number))
  }
}

/** Writes `count` short notes, a hundred a folder. */
export function makeNotes(root: string, count: number): void {
  for (let number = 0; number < count; number++) {
    const folder = join(root, `d${Math.floor(number / 100) % 50}`, `e${Math.floor(number / 100)}`)
    if (number % 100 === 0) mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `n${number}.md`), `# Note ${number}\n\n${`A berth is a place ${number}. `.repeat(20 + (number % 80))}\n`)
  }
}
