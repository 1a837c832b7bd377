import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { ImportFormatId } from '../../../contract/imports.ts'
import { detectFormat, readImport } from '../formats.ts'
import type { ImportedGlossary } from '../model.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (name: string, text: string, format: ImportFormatId | null = null): ImportedGlossary =>
  readImport(name, bytes(text), format).glossary
const refusal = (name: string, data: Uint8Array | string): string => {
  try {
    readImport(name, typeof data === 'string' ? bytes(data) : data)
    return 'was read'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

describe('tables', () => {
  test('columns by their names, in both languages; formulas restored; what no column means is reported', () => {
    const { terms, notRead } = read(
      'a.csv',
      '用語,読み,定義,別表記,禁止,Owner\r\n"\'=cmd",こまんど,"a ""b""\r\nc",x|y\\|z,bad,me\r\n,,,,,you\r\n',
    )
    expect(terms).toMatchObject([
      {
        place: 'row 2',
        term: '=cmd',
        reading: 'こまんど',
        definition: 'a "b"\nc',
        variants: [{ surface: 'x' }, { surface: 'y|z' }, { surface: 'bad', usage: 'forbidden' }],
      },
    ])
    expect(notRead.map(({ place, reason }) => [place, reason])).toEqual([
      ['column 6', 'No meaning was given to this column.'],
      ['row 3', 'The row names no term.'],
    ])
  })

  test('a header that names no definitions: they are in the column whose cells are sentences', () => {
    const columns = (text: string) => readImport('a.csv', bytes(text)).table?.mapping.columns
    expect(columns('Word,Owner,Text\nberth,A,A place to moor.\nquay,B,A wall.\nbollard,C,A post\n')).toEqual([
      'term',
      'ignore',
      'definition',
    ])
    expect(columns('用語,担当,本文\n岸壁,甲,船を着ける壁。\n')).toEqual(['term', 'ignore', 'definition'])
    expect(columns('Term,Owner,Team\nberth,A. Lee,port\n')).toEqual(['term', 'ignore', 'ignore'])
    expect(readImport('a.csv', bytes('name,what something is called by people\nberth,a place to moor\n')).table?.mapping.header).toBe(false)
  })

  test('without a header: terms, kana, the longest texts', () => {
    const { table, glossary } = readImport(
      'a.tsv',
      bytes('量子\tりょうし\tNo.1\t粒子のように数えられる最小の単位\n艀\tはしけ\tNo.2\t荷を運ぶ平底の船\n'),
    )
    expect(table?.mapping).toEqual({ header: false, columns: ['term', 'reading', 'ignore', 'definition'] })
    expect(glossary.terms).toHaveLength(2)
  })
  test('Shift_JIS and UTF-16 are told by their bytes', () => {
    const sjis = Uint8Array.from([
      0x97, 0x70, 0x8c, 0xea, 0x2c, 0x92, 0xe8, 0x8b, 0x60, 0x0a, 0x89, 0xd7, 0x96, 0xf0, 0x2c, 0x90, 0xcf, 0x82, 0xdd, 0x8d, 0x7e, 0x82,
      0xeb, 0x82, 0xb5, 0x0a,
    ])
    expect(readImport('a.csv', sjis)).toMatchObject({
      encoding: 'shift_jis',
      glossary: { terms: [{ term: '荷役', definition: '積み降ろし' }] },
    })
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('term\tdefinition\nberth\ta place\n', 'utf16le')])
    expect(readImport('a.tsv', utf16)).toMatchObject({ encoding: 'utf-16le', glossary: { terms: [{ term: 'berth' }] } })
  })
  test('XLSX: shared and inline strings, holes in rows, other sheets reported; no bomb, no old format', () => {
    const sheet =
      '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Definition</t></is></c></row><row r="3"><c r="A3" t="s"><v>1</v></c><c r="C3" t="str"><v>=1+1</v></c></row></sheetData></worksheet>'
    const file = zipSync({
      'xl/workbook.xml': bytes(
        '<workbook xmlns:r="r"><sheets><sheet name="Terms" r:id="r1"/><sheet name="Sources" r:id="r2"/></sheets></workbook>',
      ),
      'xl/_rels/workbook.xml.rels': bytes(
        '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="worksheets/sheet2.xml"/></Relationships>',
      ),
      'xl/sharedStrings.xml': bytes('<sst><si><t>Term</t></si><si><r><t>ber</t></r><r><t>th</t></r><rPh><t>よみ</t></rPh></si></sst>'),
      'xl/worksheets/sheet1.xml': bytes(sheet),
      'xl/worksheets/sheet2.xml': bytes('<worksheet/>'),
    })
    const { glossary } = readImport('a.xlsx', file)
    expect(glossary.terms).toMatchObject([{ place: 'row 3', term: 'berth', definition: '=1+1' }])
    expect(glossary.notRead).toMatchObject([{ place: 'sheet Sources' }])
    expect(refusal('a.xlsx', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]))).toContain('no workbook')
  })
})

const V3 = (body: string, head = 'type="TBX-Basic" style="dca"'): string =>
  `<?xml version="1.0"?><tbx ${head} xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body>${body}</body></text></tbx>`

describe('TBX', () => {
  const dca = V3(
    '<conceptEntry id="c1"><descrip type="subjectField">port</descrip><langSec xml:lang="en"><descripGrp><descrip type="definition">A place.</descrip><admin type="source">book</admin></descripGrp><termSec><term>berth</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec><termSec><term>mooring</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote><termNote type="geographicalUsage">UK</termNote></termSec></langSec><langSec xml:lang="ja"><descrip type="definition">場所。</descrip><termSec><term>バース</term><note>Reading: ばーす</note></termSec></langSec></conceptEntry>',
  )
  test('v3 DCA: status, source, other languages, facts without a field', () => {
    const { terms, notRead } = read('a.tbx', dca)
    expect(terms).toMatchObject([
      {
        place: 'entry c1',
        term: 'berth',
        language: 'en',
        usage: 'preferred',
        category: 'port',
        definition: 'A place.',
        note: '[ja] 場所。',
        variants: [
          { surface: 'mooring', usage: 'forbidden' },
          { surface: 'バース', rule: 'translation' },
        ],
      },
    ])
    expect(notRead.map(({ text }) => text)).toContain('geographicalUsage: UK')
  })
  test('v3 DCT and v2 martif say the same', () => {
    const dct = V3(
      '<conceptEntry id="c1"><langSec xml:lang="en"><basic:definition>A place.</basic:definition><termSec><term>berth</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec></conceptEntry>',
      'type="TBX-Basic" style="dct"',
    )
    const v2 =
      '<martif type="TBX" xml:lang="en"><text><body><termEntry id="c1"><langSet xml:lang="en"><descripGrp><descrip type="definition">A place.</descrip></descripGrp><tig><term>berth</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet></termEntry></body></text></martif>'
    const wanted = [{ term: 'berth', definition: 'A place.', usage: 'preferred' }]
    expect(read('a.tbx', dct).terms).toMatchObject(wanted)
    expect(read('b.tbx', v2).terms).toMatchObject(wanted)
  })
  test.each([
    [
      '<conceptEntry id="c"><langSec xml:lang="en"><termSec><note>x</note><term>t</term></termSec></langSec></conceptEntry>',
      '<term> must come first',
    ],
    [
      '<conceptEntry id="c"><langSec xml:lang="en"><termSec><term>t</term><term>u</term></termSec></langSec></conceptEntry>',
      'one <term> only',
    ],
    [
      '<conceptEntry id="c"><langSec xml:lang="en"><termSec><term>t</term><termNote type="partOfSpeech">nominal</termNote></termSec></langSec></conceptEntry>',
      '"nominal" is no value of partOfSpeech',
    ],
    [
      '<conceptEntry id="c"><langSec xml:lang="en"><termSec><term>t</term><descrip type="definition">d</descrip></termSec></langSec></conceptEntry>',
      'a definition may not stand in <termSec>',
    ],
    [
      '<conceptEntry id="c"><langSec xml:lang="en"><termSec><term>t</term><admin>x</admin></termSec></langSec></conceptEntry>',
      '<admin> has no type',
    ],
    ['<conceptEntry id="c"><langSec><termSec><term>t</term></termSec></langSec></conceptEntry>', 'no xml:lang'],
    ['<conceptEntry id="c"><langSec xml:lang="en"><termSec><term>t</termSec></langSec></conceptEntry>', 'not well-formed'],
  ])('a breach of the rules is refused with its reason: %s', (body, reason) => {
    expect(refusal('a.tbx', V3(body))).toContain(reason)
  })
  test('DOCTYPE and entities are refused before anything is read', () => {
    expect(refusal('a.tbx', `<!DOCTYPE tbx [<!ENTITY x "y">]>${dca}`)).toContain('DOCTYPE')
    expect(refusal('a.rdf', '<!DOCTYPE rdf:RDF><rdf:RDF/>')).toContain('DOCTYPE')
  })
})

describe('SKOS', () => {
  const wanted = [
    {
      term: '用語',
      language: 'ja',
      reading: 'ようご',
      definition: '定義',
      variants: [
        { surface: 'term', rule: 'translation' },
        { surface: '悪', usage: 'forbidden' },
      ],
    },
  ]
  test('Turtle', () => {
    const text =
      '@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <#c1> a skos:Concept; skos:prefLabel "用語"@ja, "term"@en; skos:altLabel "ようご"@ja-Hrkt; skos:hiddenLabel "悪"@ja; skos:definition "定義"@ja; skos:broader <#c2> .'
    const { terms, notRead } = read('a.ttl', text)
    expect(terms).toMatchObject(wanted)
    expect(notRead).toMatchObject([{ text: 'core#broader: glossary:/#c2'.replace('core#', '') }])
    expect(refusal('a.ttl', '<#c1> a skos:Concept .')).toContain('no Turtle')
  })
  test('RDF/XML', () => {
    const text =
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"><skos:Concept rdf:about="#c1"><skos:prefLabel xml:lang="ja">用語</skos:prefLabel><skos:prefLabel xml:lang="en">term</skos:prefLabel><skos:altLabel xml:lang="ja-Hrkt">ようご</skos:altLabel><skos:hiddenLabel xml:lang="ja">悪</skos:hiddenLabel><skos:definition xml:lang="ja">定義</skos:definition></skos:Concept></rdf:RDF>'
    expect(read('a.rdf', text).terms).toMatchObject(wanted)
  })
  test('JSON-LD: contexts of the file, language maps, schema.org; no address is fetched', () => {
    const skos = {
      '@context': { skos: 'http://www.w3.org/2004/02/skos/core#', label: { '@id': 'skos:prefLabel', '@container': '@language' } },
      '@graph': [
        {
          '@id': '#c1',
          '@type': 'skos:Concept',
          label: { ja: '用語', en: 'term' },
          'skos:altLabel': { '@value': 'ようご', '@language': 'ja-Hrkt' },
          'skos:hiddenLabel': { '@value': '悪', '@language': 'ja' },
          'skos:definition': { '@value': '定義', '@language': 'ja' },
        },
      ],
    }
    expect(read('a.jsonld', JSON.stringify(skos)).terms).toMatchObject(wanted)
    const set = {
      '@context': ['https://schema.org', 'https://example.org/own'],
      '@type': 'DefinedTermSet',
      name: 'G',
      hasDefinedTerm: [{ '@type': 'DefinedTerm', name: 'berth', description: 'A place.' }],
    }
    const { terms, notRead } = read('b.jsonld', JSON.stringify(set))
    expect(terms).toMatchObject([{ term: 'berth', definition: 'A place.' }])
    expect(notRead).toMatchObject([{ place: '@context', text: 'https://example.org/own' }])
  })
})

describe('documents', () => {
  const wanted = { term: 'berth', definition: 'A place where a ship lies.' }
  test.each([
    ['a.md', '# Glossary\n\n## berth\n\nA place where\na ship *lies*.\n\n## 量子（りょうし）\n\n*別表記:* クォンタム\n\n粒。\n'],
    ['a.md', 'berth\n: A place where a ship lies.\n'],
    ['a.md', '- **berth**: A place where a ship lies.\n'],
    ['a.md', '| Term | Definition |\n|---|---|\n| berth | A place where a ship lies. |\n'],
    ['a.md', '---\ntitle: berth\naliases: [mooring]\n---\nA place where a ship lies.\n'],
    ['a.html', '<dl><dt>berth</dt><dd>A place where a ship <script>evil()</script>lies.</dd></dl>'],
    ['a.html', '<h2>berth</h2><p>A place where a ship lies.</p>'],
    [
      'a.rst',
      'Glossary\n========\n\n.. glossary::\n   :sorted:\n\n   berth\n   mooring\n      A place where\n      a ship :term:`lies`.\n',
    ],
    ['a.adoc', '[glossary]\n== Glossary\n\nberth:: A place where a ship *lies*.\n'],
  ])('%s gives the entry', (name, text) => {
    expect(read(name, text).terms[0]).toMatchObject(wanted)
  })
  test('our own Markdown: readings, other spellings, forbidden ones, notes; examples and citations are reported', () => {
    const text =
      '# G\n\n## 量子（りょうし）\n\n*別表記:* クォンタム、quantum\n\n*使わない表記:* 悪量子\n\n粒。\n\n出典: [a.md:1](<a.md#L1>)\n\n*メモ:* m\n\n## 艀\n\n*定義は見つかりませんでした。用例:*\n\n> 艀が着いた。\n'
    const { terms, notRead } = read('a.md', text)
    expect(terms).toMatchObject([
      {
        term: '量子',
        reading: 'りょうし',
        definition: '粒。',
        note: 'm',
        variants: [{ surface: 'クォンタム' }, { surface: 'quantum' }, { surface: '悪量子', usage: 'forbidden' }],
      },
      { term: '艀' },
    ])
    expect(terms[1]).not.toHaveProperty('definition')
    expect(notRead).toHaveLength(2)
    expect(refusal('a.md', 'Nothing here.')).toContain('No glossary was found')
  })
})

describe('words', () => {
  test('prh: patterns that are words become forbidden spellings, others are reported; nothing is run, no file opened', () => {
    const text =
      'version: 1\nimports: [../x.yml]\nrules:\n  - expected: サーバー\n    pattern: /サーバ(?!ー)/\n  - expected: Web\n    patterns: [WEB, "/w[eE]b/"]\n  - expected: x\n    pattern: /(a+)+$/\n'
    const { terms, notRead } = read('prh.yml', text)
    expect(terms).toMatchObject([
      { term: 'サーバー', variants: [{ surface: 'サーバ', usage: 'forbidden' }] },
      { term: 'Web', variants: [{ surface: 'WEB' }, { surface: 'web' }, { surface: 'wEb' }] },
      { term: 'x', variants: [] },
    ])
    expect(notRead.map(({ text: what }) => what)).toEqual(['["../x.yml"]', '/(a+)+$/'])
    expect(refusal('a.yml', 'rules: [&a [*a, *a]]\nx: !!js/function y')).not.toBe('was read')
  })
  test('Vale: accept, reject, substitution', () => {
    expect(read('accept.txt', '# c\n(?i)berth\n[Qq]uay\n').terms.map(({ term }) => term)).toEqual(['berth', 'Quay'])
    expect(read('reject.txt', 'bad\n').excluded).toMatchObject([{ surface: 'bad' }])
    expect(read('s.yml', 'extends: substitution\nswap:\n  e-?mail: Email\n').terms).toMatchObject([
      { term: 'Email', variants: [{ surface: 'e-mail' }, { surface: 'email' }] },
    ])
  })
  test('cspell, UTX and dictionaries of input methods', () => {
    expect(read('words.txt', '# c\nberth\n!bad\n!colour->color\n', 'cspell')).toMatchObject({
      terms: [{ term: 'berth' }, { term: 'color', variants: [{ surface: 'colour', usage: 'forbidden' }] }],
      excluded: [{ surface: 'bad' }],
    })
    const utx =
      '#UTX 1.20; en-US/ja-JP; 2026\n#src\ttgt\tsrc:pos\tterm status\tconcept ID\nberth\tバース\tnoun\tapproved\t1\nmooring\tバース\tnoun\tforbidden\t1\n'
    expect(read('a.utx', utx).terms).toMatchObject([
      {
        term: 'berth',
        language: 'en',
        variants: [
          { surface: 'mooring', usage: 'forbidden' },
          { surface: 'バース', rule: 'translation' },
        ],
      },
    ])
    const mozc = 'りょうし\t量子\t名詞\t粒\nりょうし\t量志\t抑制単語\t\nやまだ\t山田\t姓\nbroken\n'
    expect(read('dic.txt', mozc)).toMatchObject({
      terms: [
        { term: '量子', reading: 'りょうし', definition: '粒', variants: [{ surface: '量志', usage: 'forbidden' }] },
        { term: '山田', category: 'person' },
      ],
      notRead: [{ place: 'line 4' }],
    })
  })
})

test('formats are told by content where endings are shared', () => {
  const of = (name: string, text: string) => detectFormat(name, bytes(text))
  expect([
    of('a.json', '{"concepts":[]}'),
    of('a.json', '{"@context":{}}'),
    of('a.xml', '<martif/>'),
    of('a.yml', 'rules:\n'),
    of('a.yml', 'extends: substitution\n'),
    of('x.txt', '#UTX 1\n'),
    of('x.txt', '!!ATOK_TANGO_TEXT_HEADER_1\n'),
  ]).toEqual(['json', 'jsonld', 'tbx', 'prh', 'vale', 'utx', 'ime'])
  expect(of('a.bin', '\u0000\u0001')).toBeNull()
})
