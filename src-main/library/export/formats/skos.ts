import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import type { Field, LossBook } from '../loss.ts'
import { type ExportEntry, type ExportGlossary, forbiddenForms, otherForms, placeNames, preferredForm, properDefinition } from '../model.ts'
import { noteMalformed, stableName } from '../text.ts'

/** SKOS (W3C Recommendation, 2009) in Turtle (RDF 1.1). A reading is an alternative label in kana: `"ようご"@ja-Hrkt`. */

const CARRIES: readonly Field[] = [
  'reading',
  'definition',
  'context',
  'alternatives',
  'variants',
  'forbidden',
  'sources',
  'note',
  'related',
]

/** A Turtle string (§6.4 STRING_LITERAL_QUOTE): quotes, backslashes and controls escaped, lone surrogates replaced. */
export const turtleString = (text: string): string => `"${text.normalize('NFC').toWellFormed().replace(ESCAPED, escaped)}"`

const ESCAPED = /["\\\u0000-\u001f\u007f]/g
const escaped = (c: string): string =>
  c === '"' || c === '\\' ? `\\${c}` : `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`

function triples(entry: ExportEntry): string[] {
  const tag = entry.language === 'en' || entry.language === 'ja' ? `@${entry.language}` : ''
  const say = (property: string, texts: readonly string[], language = tag) =>
    [...new Set(texts)].map((text) => `${property} ${turtleString(text)}${language}`)
  const preferred = preferredForm(entry)
  const shown = properDefinition(entry)
  const texts = entry.definitions.filter(({ kind, text }) => kind !== 'context' && text.trim() !== '').map(({ text }) => text)
  const examples = entry.definitions.filter(({ kind }) => kind === 'context').map(({ text }) => text)
  const places = placeNames(entry.definitions.flatMap(({ sources }) => sources))
  return [
    'a skos:Concept ; skos:inScheme <#scheme>',
    ...say('skos:notation', [entry.id], ''),
    ...(preferred === null ? [] : say('skos:prefLabel', [preferred])),
    ...say('skos:altLabel', otherForms(entry)),
    ...say('skos:hiddenLabel', forbiddenForms(entry)),
    ...(entry.reading === null || entry.reading === preferred ? [] : say('skos:altLabel', [entry.reading], '@ja-Hrkt')),
    ...say('skos:definition', shown === null ? texts : [shown.text, ...texts]),
    ...say('skos:example', examples),
    ...(entry.note.trim() === '' ? [] : say('skos:note', [entry.note])),
    ...say('dcterms:source', places, ''),
    ...entry.related.map(({ id, headword }) =>
      id === null ? `skos:scopeNote ${turtleString(`Related: ${headword}`)}@en` : `skos:related <#${stableName(id)}>`,
    ),
  ]
}

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  yield `# ${EXPORT_MARKER}
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@base <https://glossary.invalid/> .

<#scheme> a skos:ConceptScheme ; dcterms:title ${turtleString(glossary.title)} .
`
  for (const entry of glossary.entries) {
    book.wrote(entry, CARRIES)
    noteMalformed(entry, book)
    yield `\n<#${stableName(entry.id)}> ${triples(entry).join(' ;\n  ')} .\n`
  }
}

export const skos: ExportFormat = {
  id: 'skos',
  purpose: 'exchange',
  name: { en: 'SKOS (Turtle)', ja: 'SKOS（Turtle）' },
  use: {
    en: 'For vocabulary servers and linked data (Skosmos, VocBench, PoolParty). Replace the base address by your own.',
    ja: '語彙サーバーや Linked Data（Skosmos・VocBench など）用です。@base は自分のアドレスに置き換えてください。',
  },
  extension: 'ttl',
  mime: 'text/turtle',
  encoding: 'utf-8',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
}
