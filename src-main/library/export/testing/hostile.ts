import { entry, source } from '../fixture.ts'
import type { ExportEntry } from '../model.ts'

/** A small glossary with everything formats have to get right, and what hostile documents put into terms. For tests and `npm run check:exports`. */

const long = 'Ein sehr langer Text, 定義の長い文。'.repeat(600)

export const ORDINARY: readonly ExportEntry[] = [
  entry({
    id: 'en:quay crane',
    headword: 'quay crane',
    variants: [
      { surface: 'quay cranes', rule: 'inflection', count: 3, usage: null },
      { surface: 'ship-to-shore crane', rule: 'spelling', count: 1, usage: 'admitted' },
      { surface: 'gantrie', rule: 'human', count: 0, usage: 'forbidden' },
    ],
    definitions: [
      { kind: 'quoted', text: 'A crane that loads ships.', sources: [source(), source({ line: 40 })] },
      { kind: 'quoted', text: 'Another definition.', sources: [source({ line: 50 })] },
      { kind: 'context', text: 'The quay crane was idle.', sources: [source({ line: 60 })] },
    ],
    related: [
      { id: 'ja:サーバー', headword: 'サーバー' },
      { id: null, headword: 'berth' },
    ],
    note: 'Ask Ana.\nTwice.',
    decision: 'accepted',
    editedAt: '2026-01-02T03:04:05.000Z',
  }),
  entry({
    id: 'ja:サーバー',
    language: 'ja',
    headword: 'サーバー',
    reading: 'さーばー',
    variants: [
      { surface: 'サーバ', rule: 'long-vowel', count: 2, usage: 'forbidden' },
      { surface: 'server', rule: 'translation', count: 2, usage: null },
    ],
    definitions: [{ kind: 'human', text: '要求に応える計算機。', sources: [] }],
    category: 'organization',
  }),
  entry({
    id: 'ja:量子ビット',
    language: 'ja',
    headword: '量子ビット',
    usage: 'preferred',
    reading: 'りょうしびっと',
    variants: [
      { surface: 'キュービット', rule: 'human', count: 0, usage: 'forbidden' },
      { surface: '量子bit', rule: 'spelling', count: 2, usage: 'forbidden' },
    ],
    definitions: [{ kind: 'written', text: long, sources: [source({ file: '資料/量子.md' })] }],
  }),
  entry({
    id: 'ja:岸壁',
    language: 'ja',
    headword: '岸壁',
    reading: null,
    definitions: [{ kind: 'context', text: '岸壁に着く。', sources: [source()] }],
  }),
  entry({
    id: 'en:e-mail',
    headword: 'e-mail',
    usage: 'forbidden',
    variants: [{ surface: 'email', rule: 'hyphen', count: 9, usage: 'preferred' }],
    definitions: [],
  }),
]

const nasty = [
  '=cmd|"/C calc"!A1',
  '</script><script>alert(1)</script>',
  '"quoted", \'single\'',
  'tab\there',
  'line\nbreak\r\nand more',
  '\u202eevil\u202c',
  '👩‍👩‍👧‍👦 family',
  '*[x]: y',
  '`code` _em_ **strong** ~s~ $x$ | pipe',
  '{{ jinja }} {% x %} <% y %>',
  '&lt;entity&gt; &amp; &#x41;',
  '#hash',
  '!bang',
  '/slash/\\back\\',
  '.. rst:: x',
  ':role:`x`',
  '== heading',
  '[[anchor]] <<xref>> {attr} image::x[]',
  ']]> -->',
  'null\u0000 bell\u0007 esc\u001b',
  'lone \ud83d surrogate',
  '\ufeffbom \ufffe',
  'e\u0301 decomposed ガ',
  '@prefix x: <y> .',
  'key: value # comment',
  '- item',
  '1. item',
  '_x0041_',
  'a|b\\c',
  '..',
  'CON',
  'x'.repeat(2000),
  '語'.repeat(500),
]

/** Each nasty text as a headword, a form, a definition and a note. */
export const HOSTILE: readonly ExportEntry[] = nasty.map((text, index) =>
  entry({
    id: `en:h${index}`,
    headword: text,
    reading: index % 3 === 0 ? 'よみ' : index % 3 === 1 ? text : null,
    variants: [
      { surface: `${text} form`, rule: 'spelling', count: 1, usage: null },
      { surface: `${text} bad`, rule: 'human', count: 0, usage: 'forbidden' },
    ],
    category: index % 4 === 0 ? text : 'term',
    note: text,
    definitions: [{ kind: 'quoted', text: `${text} ${index}`, sources: [source({ file: `${text}.md`, href: null, quote: text })] }],
    related: [{ id: null, headword: text }],
  }),
)
