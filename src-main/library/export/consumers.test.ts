import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { Parser } from 'htmlparser2'
import jsonld from 'jsonld'
import { XmlDocument } from 'libxml2-wasm'
import { Parser as TurtleParser } from 'n3'
import nspell from 'nspell'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseAllDocuments, parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { jsonGlossarySchema } from '../exchange/json.ts'
import { bytesOf, filesOf, glossary, textOf } from './fixture.ts'
import { HOSTILE, ORDINARY } from './testing/hostile.ts'
import { listComplaints, mozcComplaints } from './testing/ime-check.ts'
import { tbxComplaints } from './testing/tbx-check.ts'
import { valeAlerts, valeRejected } from './testing/vale-check.ts'
import { oneLine, stableName } from './text.ts'

/** Exports read by the programs they are for, or by independent readers of their formats. */

const PLAIN = glossary(...ORDINARY)
const ALL = glossary(...ORDINARY, ...HOSTILE)
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gg-consumers-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('JSON: hostile texts and all, the published schema takes it', () => {
  const data = jsonGlossarySchema.parse(JSON.parse(textOf('json', ALL)))
  expect(data.concepts).toHaveLength(ORDINARY.length + HOSTILE.length)
  const published = readFileSync(new URL('../../../docs/glossary.schema.json', import.meta.url), 'utf8')
  // Not what the schema says? `UPDATE_SCHEMA=1 npm run test:unit -- src-main/library/export/consumers.test.ts` writes it anew.
  const now = `${JSON.stringify(z.toJSONSchema(jsonGlossarySchema), null, 2)}\n`
  if (process.env.UPDATE_SCHEMA === '1') writeFileSync(new URL('../../../docs/glossary.schema.json', import.meta.url), now)
  expect(JSON.parse(published)).toEqual(JSON.parse(now))
})

test('TBX: well-formed for libxml2, and every rule of TBX-Basic holds, in both styles and version 2', () => {
  expect(tbxComplaints(textOf('tbx', ALL), 'dca')).toEqual([])
  expect(tbxComplaints(textOf('tbx-dct', ALL), 'dct')).toEqual([])
  expect(tbxComplaints(textOf('tbx', PLAIN).replace('>noun<', '>nomen<'), 'dca')).toHaveLength(1)
  const martif = XmlDocument.fromString(textOf('tbx-v2', ALL))
  expect(martif.find('//termEntry')).toHaveLength(ORDINARY.length + HOSTILE.length)
  expect(martif.find("//termNote[@type='administrativeStatus'][.='deprecatedTerm-admn-sts']").length).toBeGreaterThan(4)
  martif.dispose()
})

test('SKOS: an independent Turtle parser reads every triple, labels as they were', () => {
  const quads = new TurtleParser().parse(textOf('skos', ALL))
  const of = (property: string, id: string) =>
    quads
      .filter((quad) => quad.predicate.value.endsWith(`#${property}`) && quad.subject.value.endsWith(`#${stableName(id)}`))
      .map((quad) => quad.object)
  expect(of('prefLabel', 'ja:量子ビット').map((o) => [o.value, 'language' in o && o.language])).toEqual([['量子ビット', 'ja']])
  expect(of('hiddenLabel', 'ja:量子ビット').map(({ value }) => value)).toEqual(['キュービット', '量子bit'])
  expect(of('altLabel', 'ja:量子ビット').map((o) => 'language' in o && o.language)).toContain('ja-hrkt')
  expect(of('prefLabel', 'en:e-mail').map(({ value }) => value)).toEqual(['email'])
  for (const hostile of HOSTILE) {
    expect(of('prefLabel', hostile.id)[0]?.value).toBe(hostile.headword.normalize('NFC').toWellFormed())
    expect(of('definition', hostile.id)[0]?.value).toBe(hostile.definitions[0]!.text.normalize('NFC').toWellFormed())
  }
})

test('JSON-LD: an independent processor expands it without asking the network', async () => {
  const documentLoader = () => Promise.reject(new Error('the network was asked'))
  const [set] = await jsonld.expand(JSON.parse(textOf('jsonld', ALL)), { documentLoader })
  const terms = set?.['https://schema.org/hasDefinedTerm'] as Record<string, { '@value': string }[]>[]
  expect(set?.['@type']).toEqual(['https://schema.org/DefinedTermSet'])
  expect(terms).toHaveLength(ORDINARY.length + HOSTILE.length)
  expect(terms.slice(-HOSTILE.length).map((term) => term['https://schema.org/name']?.[0]?.['@value'])).toEqual(
    HOSTILE.map(({ headword }) => headword.normalize('NFC')),
  )
})

/** textlint with the prh rule, as a project would run it. */
async function textlint(rules: string, text: string): Promise<{ readonly fixed: string; readonly found: number }> {
  const file = join(folder, 'prh.yml')
  writeFileSync(file, rules)
  const require = createRequire(import.meta.url)
  const inner = createRequire(require.resolve('textlint'))
  const { TextlintKernel } = inner('@textlint/kernel')
  const options = {
    ext: '.txt',
    plugins: [{ pluginId: 'text', plugin: inner('@textlint/textlint-plugin-text').default, options: { extensions: ['.txt'] } }],
    rules: [{ ruleId: 'prh', rule: require('textlint-rule-prh').default ?? require('textlint-rule-prh'), options: { rulePaths: [file] } }],
  }
  const kernel = new TextlintKernel()
  const { messages } = await kernel.lintText(text, options)
  return { fixed: (await kernel.fixText(text, options)).output, found: messages.length }
}

test('prh: textlint finds and mends every forbidden form, and leaves the right ones alone', async () => {
  const rules = textOf('prh', PLAIN)
  const wrong = 'サーバの上のキュービットと量子bit。Use e-mail near the gantrie.'
  const right = 'サーバーの上の量子ビットと量子ビット。Use email near the quay crane.'
  expect(await textlint(rules, wrong)).toEqual({ fixed: right, found: 5 })
  expect(await textlint(rules, right)).toEqual({ fixed: right, found: 0 })
  expect((await textlint(rules, 'gantries')).found).toBe(0)
})

test('prh: a file with hostile terms passes its own specs', async () => {
  const rules = textOf('prh', glossary(...HOSTILE))
  for (const { headword } of HOSTILE.filter(({ headword }) => /^[\p{L} ]+$/u.test(headword)))
    expect((await textlint(rules, `${headword} bad`)).found).toBeGreaterThan(0)
  expect((parseYaml(rules) as { rules: unknown[] }).rules.length).toBeGreaterThan(HOSTILE.length - 6)
})

test('cspell accepts the words and refuses the forbidden ones', async () => {
  const { checkText } = await import('cspell-lib')
  const words = filesOf('cspell', ALL).files.get('glossary-words.txt')!.toString('utf8')
  const file = join(folder, 'glossary-words.txt')
  writeFileSync(file, words)
  const settings = { language: 'zz', dictionaryDefinitions: [{ name: 'glossary', path: file, addWords: true }], dictionaries: ['glossary'] }
  const issues = async (text: string) =>
    (await checkText(text, settings)).items.filter(({ isError }) => isError).map(({ text: word }) => word)
  expect(await issues('quay cranes email')).toEqual([])
  expect(await issues('gantrie crane')).toEqual(['gantrie'])
  expect(await issues('unheardofword')).toEqual(['unheardofword'])
})

test('Hunspell’s format: an independent reader accepts the words and refuses the forbidden ones', () => {
  const { files } = filesOf('hunspell', PLAIN)
  const speller = nspell(files.get('glossary.aff')!, files.get('glossary.dic')!)
  expect(['quay', 'cranes', 'email', 'server'].map((word) => speller.correct(word))).toEqual([true, true, true, true])
  expect(speller.correct('gantrie')).toBe(false)
  expect(files.get('personal.dic')!.toString()).toContain('*gantrie\n')
  expect(Number(files.get('glossary.dic')!.toString().split('\n')[0])).toBe(
    files.get('glossary.dic')!.toString().trim().split('\n').length - 1,
  )
})

test('input methods: each file passes a checker written from the method’s own rules', () => {
  expect(mozcComplaints(textOf('mozc', ALL))).toEqual([])
  const rows = textOf('mozc', PLAIN).split('\n')
  expect(rows).toContain('さーばー\tサーバー\t組織\t要求に応える計算機。')
  expect(rows).toContain('さーば\tサーバー\t組織\t要求に応える計算機。')
  expect(rows).toContain('さーば\tサーバ\t抑制単語\t')
  expect(rows).toContain('e-mail\temail\t名詞\t')
  const msime = {
    head: /^\ufeff?!Microsoft IME Dictionary Tool\r\n/,
    comment: '!',
    pos: '名詞 固有名詞 人名 姓 名 地名その他',
    reading: 60,
    word: 60,
  }
  expect(listComplaints(bytesOf('msime', ALL), msime)).toEqual([])
  const atokPos = '名詞 固有一般 固有人他 固有地名 固有組織'
  const atok = { head: /^\ufeff?!!ATOK_TANGO_TEXT_HEADER_1\r\n/, comment: '!!', pos: atokPos, reading: 32, word: 64 }
  expect(listComplaints(bytesOf('atok', ALL), atok)).toEqual([])
  const gboard = textOf('gboard', ALL).split('\n')
  expect(gboard[0]).toBe('# Gboard Dictionary version:1')
  expect(gboard.slice(2, -1).filter((line) => !/^[^#\t][^\t]*\t[^\t]+\tja$/.test(line))).toEqual([])
  const plist = XmlDocument.fromString(textOf('macos', ALL))
  expect(plist.find('/plist/array/dict').length).toBe(
    plist.find("/plist/array/dict[key[1]='phrase' and key[2]='shortcut' and count(string)=2]").length,
  )
  plist.dispose()
})

test('Anki: every line is a note of three fields, and its HTML holds nothing but our tags', () => {
  const lines = textOf('anki', ALL).trimEnd().split('\n')
  const notes = lines.filter((line) => !line.startsWith('#')).map((line) => line.split('\t'))
  expect(notes).toHaveLength(ORDINARY.length + HOSTILE.length)
  expect(notes.filter((fields) => fields.length !== 3)).toEqual([])
  expect(new Set(notes.map(([front]) => front)).size).toBe(notes.length)
  const tags = new Set<string>()
  const parser = new Parser({ onopentag: (name) => tags.add(name) })
  for (const [front, back] of notes) parser.write(`${front} ${back}`)
  parser.end()
  expect([...tags].filter((tag) => !['br', 'i', 'small'].includes(tag))).toEqual([])
})

test('Vale: a checker written from its documentation finds every forbidden form and nothing that is right', () => {
  const { files } = filesOf('vale', ALL)
  const text = (path: string) => files.get(path)!.toString('utf8')
  const rules = [...files.keys()].filter((path) => /^styles\/Glossary\/.*\.yml$/.test(path)).map(text)
  const accept = text('styles/config/vocabularies/Glossary/accept.txt')
  const alerts = (words: string) => rules.flatMap((rule) => valeAlerts(words, rule, accept))
  expect(alerts('Use the gantrie. サーバの上のキュービットと量子bit。 e-mail')).toEqual(
    expect.arrayContaining([
      { observed: 'gantrie', expected: 'quay crane' },
      { observed: 'e-mail', expected: 'email' },
      { observed: 'サーバ', expected: 'サーバー' },
      { observed: 'キュービット', expected: '量子ビット' },
      { observed: '量子bit', expected: '量子ビット' },
    ]),
  )
  expect(alerts('Use the quay crane and email. サーバーの上の量子ビット。gantries')).toEqual([])
  let found = 0
  for (const { headword, variants } of HOSTILE) {
    const bad = oneLine(variants[1]!.surface)
    const good = oneLine(headword)
    // No file of text can hold half a character.
    if (good === bad || !bad.isWellFormed()) continue
    found++
    expect(alerts(`See ${bad} here.`)).toContainEqual({ observed: bad, expected: good })
    expect(valeRejected(`See ${bad} here.`, text('styles/config/vocabularies/Glossary/reject.txt'))).toContain(bad)
  }
  expect(found).toBeGreaterThan(25)
})

test('YAML everywhere it is written: prh, Vale, MkDocs, front matter', () => {
  const vale = filesOf('vale', ALL).files
  for (const name of ['styles/Glossary/Terms.yml', 'styles/Glossary/TermsAnywhere.yml'])
    expect(parseYaml(vale.get(name)!.toString())).toMatchObject({ extends: 'substitution', level: 'error' })
  expect(parseYaml(vale.get('styles/Glossary/TermsAnywhere.yml')!.toString()).swap).toMatchObject({
    キュービット: '量子ビット',
    サーバ: 'サーバー',
  })
  for (const line of vale.get('styles/config/vocabularies/Glossary/accept.txt')!.toString().split('\n'))
    expect(() => new RegExp(line, 'u')).not.toThrow()
  expect(parseYaml(filesOf('mkdocs', ALL).files.get('mkdocs-additions.yml')!.toString())).toHaveProperty('markdown_extensions')
  const notes = [...filesOf('md-files', ALL).files].filter(([path]) => path !== 'index.md')
  expect(notes).toHaveLength(ORDINARY.length + HOSTILE.length)
  const titles = notes.map(([, bytes]) => (parseAllDocuments(bytes.toString())[0]!.toJS() as { title: string }).title)
  expect(titles).toEqual([...ORDINARY, ...HOSTILE].map(({ headword }) => headword.normalize('NFC').toWellFormed()))
})

test('XLSX and DOCX: every part is well-formed, no cell is a formula, the marker is readable in the raw bytes', () => {
  for (const format of ['xlsx', 'docx', 'docx-table']) {
    const bytes = bytesOf(format, ALL)
    expect(bytes.subarray(0, 512).includes('genglossary:export')).toBe(true)
    for (const [path, part] of Object.entries(unzipSync(bytes))) {
      const xml = strFromU8(part)
      expect(() => XmlDocument.fromString(xml).dispose(), path).not.toThrow()
      expect(xml).not.toMatch(/<f>|<f /)
    }
  }
})

test('DOCX as tables: a row of two cells for every term, a table for every letter', () => {
  const body = XmlDocument.fromString(strFromU8(unzipSync(bytesOf('docx-table', ALL))['word/document.xml']!))
  const names = { w: 'http://schemas.openxmlformats.org/wordprocessingml/2006/main' }
  expect(body.find('//w:tbl/w:tr', names)).toHaveLength(ORDINARY.length + HOSTILE.length)
  expect(body.find('//w:tr[count(w:tc)!=2]', names)).toHaveLength(0)
  expect(body.find('//w:tc[not(w:p[last()])]', names)).toHaveLength(0)
  expect(body.find('//w:tbl', names)).toHaveLength(body.find("//w:p[w:pPr/w:pStyle/@w:val='Heading1']", names).length)
  body.dispose()
})

test('HTML: no element, attribute or address comes from a text', () => {
  const seen = { tags: new Set<string>(), handlers: [] as string[], addresses: [] as string[], scripts: 0 }
  const parser = new Parser({
    onopentag: (name, attributes) => {
      seen.tags.add(name)
      if (name === 'script') seen.scripts++
      for (const [key, value] of Object.entries(attributes)) {
        if (key.startsWith('on')) seen.handlers.push(key)
        if (['href', 'src', 'action'].includes(key)) seen.addresses.push(value)
      }
    },
  })
  parser.end(textOf('html', ALL))
  expect(seen.scripts).toBe(1)
  expect(seen.handlers).toEqual([])
  expect(seen.addresses.filter((address) => !/^#[cl][0-9a-f]+$/.test(address))).toEqual([])
  expect([...seen.tags].filter((tag) => ['img', 'iframe', 'object', 'link', 'base', 'svg'].includes(tag))).toEqual([])
})
