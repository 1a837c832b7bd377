import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './tracked-files.ts'

// probes.json says what is planted in the sample handbook; golden tests rely on it. This test reads the bytes, without the product's parsers.

interface Probes {
  documents: { file: string; encoding: string; bom?: boolean; lineEnds?: string; language: string }[]
  topTerms: Record<string, string[]>
  abbreviations: { short: string; long: string; language: string }[]
  definitions: { term: string; file: string; sentence: string }[]
  glossaries: { file: string; terms: string[] }[]
  definitionTables: { file: string; terms: string[] }[]
  readings: { term: string; reading: string; file: string; by: string }[]
  variants: { headword: string; variants: string[] }[]
  contradictions: { files: string[]; values: string[] }[]
  outsideRunningText: Record<string, string[]>
}

const folder = join(ROOT, 'samples', 'handbook')
const probes = JSON.parse(readFileSync(join(ROOT, 'samples', 'probes.json'), 'utf8')) as Probes
const decoded = new Map(
  probes.documents.map(({ file, encoding }) => [file, new TextDecoder(encoding, { fatal: true }).decode(readFileSync(join(folder, file)))]),
)

/** Markup that may stand inside a sentence removed, white space folded; between two Japanese characters a line break is nothing. */
function plain(file: string): string {
  const cjk = '[\\u3000-\\u30ff\\u4e00-\\u9fff\\uff00-\\uffef]'
  return (decoded.get(file) ?? '')
    .replace(/<[^>]+>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/\*+/g, '')
    .replace(/\s+/g, ' ')
    .replace(new RegExp(`(?<=${cjk}) (?=${cjk})`, 'g'), '')
}
const corpus = (language: string): string =>
  probes.documents
    .filter((one) => one.language === language)
    .map((one) => plain(one.file))
    .join('\n')
const english = corpus('en')
const japanese = corpus('ja')
const all = `${english}\n${japanese}`

test('every file of the handbook is listed, and has the bytes it is said to have', () => {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/')
        .normalize('NFC'),
    )
  expect(found.sort()).toEqual(probes.documents.map((one) => one.file).sort())
  for (const { file, encoding, bom, lineEnds } of probes.documents) {
    const bytes = readFileSync(join(folder, file))
    const mark = encoding === 'utf-16le' ? [0xff, 0xfe] : [0xef, 0xbb, 0xbf]
    expect(
      mark.every((byte, index) => bytes[index] === byte),
      file,
    ).toBe(bom === true)
    expect(decoded.get(file)?.includes('\r\n'), file).toBe(lineEnds === 'crlf')
  }
})

test('terms, abbreviations and variants occur', () => {
  const lower = english.toLowerCase()
  expect(probes.topTerms.en?.filter((term) => lower.split(term).length < 3)).toEqual([])
  expect(probes.topTerms.ja?.filter((term) => japanese.split(term).length < 3)).toEqual([])
  const pairs = probes.abbreviations.filter(({ short, long, language }) => {
    const text = language === 'en' ? lower : japanese
    return !text.includes(language === 'en' ? short.toLowerCase() : short) || !text.includes(language === 'en' ? long.toLowerCase() : long)
  })
  expect(pairs).toEqual([])
  const forms = probes.variants.flatMap((one) => [one.headword, ...one.variants])
  expect(forms.filter((form) => !all.toLowerCase().includes(form.toLowerCase()))).toEqual([])
})

test('defining sentences, glossary entries, readings and contradictions stand where they are said to stand', () => {
  expect(probes.definitions.filter(({ file, sentence }) => !plain(file).includes(sentence))).toEqual([])
  for (const { file, terms } of [...probes.glossaries, ...probes.definitionTables]) {
    expect(
      terms.filter((term) => !plain(file).includes(term)),
      file,
    ).toEqual([])
  }
  const reading = probes.readings.filter(({ term, reading: kana, file, by }) => {
    const form = by === 'ruby' ? `<ruby>${term}<rt>${kana}</rt></ruby>` : `${term}（${kana}）`
    return !decoded.get(file)?.includes(form)
  })
  expect(reading).toEqual([])
  const missing = probes.contradictions.filter(({ files, values }) => !files.every((file, index) => plain(file).includes(values[index]!)))
  expect(missing).toEqual([])
})

test('what must stay out of the running text is there', () => {
  const source = [...decoded.values()].join('\n')
  for (const marker of Object.values(probes.outsideRunningText).flat()) expect(source.split(marker).length, marker).toBeGreaterThan(3)
})
