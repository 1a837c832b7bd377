import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { READING_NOTE, TBX_BASIC_NAMESPACE, TBX_MIN_NAMESPACE, TBX_NAMESPACE, TBX_STATUS, termTypeOf } from '../../exchange/tbx.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import type { Field, LossBook } from '../loss.ts'
import { type ExportDefinition, type ExportEntry, type ExportGlossary, placeNames } from '../model.ts'
import { oneLine, stableName, xmlText } from '../text.ts'

/**
 * TBX version 3, dialect TBX-Basic (ISO 30042:2019; LTAC Global TBX-Basic 1.2.1), in both styles: DCA names the data category in `type`,
 * DCT in the element. Readings, for which TBX-Basic has no category, stand in a note of the term.
 */

/** What every version and style of TBX has a place for. */
export const TBX_FIELDS: readonly Field[] = [
  'reading',
  'definition',
  'context',
  'alternatives',
  'variants',
  'forbidden',
  'usage',
  'category',
  'sources',
  'note',
  'related',
]

/** Writes one data category in the style's way. `module` names the namespace the DCT element is in. */
export interface TbxStyle {
  category(
    element: 'descrip' | 'admin' | 'termNote' | 'ref' | 'transac',
    type: string,
    module: 'min' | 'basic',
    text: string,
    target?: string,
  ): string
}

const DCA: TbxStyle = {
  category: (element, type, _module, text, target) =>
    `<${element} type="${type}"${target === undefined ? '' : ` target="${target}"`}>${text}</${element}>`,
}
const DCT: TbxStyle = {
  category: (_element, type, module, text, target) =>
    `<${module}:${type}${target === undefined ? '' : ` target="${target}"`}>${text}</${module}:${type}>`,
}

type Write = (text: string) => string

function definitionXml(definition: ExportDefinition, kind: 'definition' | 'context', style: TbxStyle, write: Write): string {
  const places = placeNames(definition.sources)
  const sources = places.map((place) => style.category('admin', 'source', 'basic', write(place)))
  return `<descripGrp>${style.category('descrip', kind, 'basic', write(definition.text))}${sources.join('')}</descripGrp>`
}

interface Form {
  readonly surface: string
  readonly usage: ExportEntry['usage']
  readonly type: string | null
  readonly reading: string | null
}

function formsOf(entry: ExportEntry): Form[] {
  const own: Form = { surface: entry.headword, usage: entry.usage, type: null, reading: entry.reading }
  return [own, ...entry.variants.map(({ surface, usage, rule }) => ({ surface, usage, type: termTypeOf(rule), reading: null }))]
}

function termSec(form: Form, contexts: readonly ExportDefinition[], style: TbxStyle, write: Write): string {
  const notes = [
    style.category('termNote', 'partOfSpeech', 'min', 'noun'),
    ...(form.usage === null ? [] : [style.category('termNote', 'administrativeStatus', 'min', TBX_STATUS[form.usage])]),
    ...(form.type === null ? [] : [style.category('termNote', 'termType', 'basic', form.type)]),
  ]
  const shown = contexts.map((context) => definitionXml(context, 'context', style, write))
  const reading = form.reading === null ? '' : `<note>${READING_NOTE}${write(form.reading)}</note>`
  return `<termSec><term>${write(form.surface)}</term>${notes.join('')}${shown.join('')}${reading}</termSec>`
}

/** One concept. @param sections the sections' names, which version 2 has others for */
function conceptXml(entry: ExportEntry, style: TbxStyle, write: Write): string {
  const contexts = entry.definitions.filter(({ kind }) => kind === 'context')
  const definitions = entry.definitions.filter(({ kind }) => kind !== 'context')
  const related = entry.related.flatMap(({ id, headword }) =>
    id === null ? [] : [style.category('ref', 'crossReference', 'basic', write(headword), stableName(id))],
  )
  const loose = entry.related.filter(({ id }) => id === null)
  const day =
    entry.editedAt === null
      ? ''
      : `<transacGrp>${style.category('transac', 'transactionType', 'basic', 'modification')}<date>${entry.editedAt.slice(0, 10)}</date></transacGrp>`
  const note = entry.note.trim() === '' ? '' : `<note>${write(entry.note)}</note>`
  const also = loose.length === 0 ? '' : `<note>${write(`Related: ${loose.map(({ headword }) => headword).join(', ')}`)}</note>`
  const subject = entry.category === 'term' ? '' : style.category('descrip', 'subjectField', 'min', write(entry.category))
  const language = entry.language === 'en' || entry.language === 'ja' ? entry.language : 'und'
  const terms = formsOf(entry).map((form, index) => termSec(form, index === 0 ? contexts : [], style, write))
  return `<conceptEntry id="${stableName(entry.id)}">${subject}${day}${related.join('')}${note}${also}
<langSec xml:lang="${language}">${definitions.map((one) => definitionXml(one, 'definition', style, write)).join('')}
${terms.join('\n')}
</langSec>
</conceptEntry>
`
}

function head(style: 'dca' | 'dct', title: string): string {
  const modules = style === 'dct' ? ` xmlns:min="${TBX_MIN_NAMESPACE}" xmlns:basic="${TBX_BASIC_NAMESPACE}"` : ''
  const schema = 'http://relaxng.org/ns/structure/1.0'
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- ${EXPORT_MARKER} -->
<?xml-model href="TBXcoreStructV03.rng" type="application/xml" schematypens="${schema}"?>
<?xml-model href="TBX-Basic_${style.toUpperCase()}.sch" type="application/xml" schematypens="http://purl.oclc.org/dsdl/schematron"?>
<tbx type="TBX-Basic" style="${style}" xml:lang="en" xmlns="${TBX_NAMESPACE}"${modules}>
<tbxHeader><fileDesc><titleStmt><title>${title}</title></titleStmt><sourceDesc><p>GenGlossary</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
`
}

function writer(style: 'dca' | 'dct'): ExportFormat['files'] {
  return oneFile(function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
    yield head(style, xmlText(oneLine(glossary.title), null, book))
    for (const entry of glossary.entries) {
      book.wrote(entry, TBX_FIELDS)
      yield conceptXml(entry, style === 'dca' ? DCA : DCT, (text) => xmlText(text, entry, book))
    }
    yield '</body></text>\n</tbx>\n'
  })
}

const COMMON = {
  purpose: 'translate',
  extension: 'tbx',
  mime: 'application/x-tbx',
  encoding: 'utf-8',
  folder: false,
  carries: TBX_FIELDS,
} as const

export const tbx: ExportFormat = {
  ...COMMON,
  id: 'tbx',
  name: { en: 'TBX 3 Basic (DCA)', ja: 'TBX 3 Basic（DCA）' },
  use: {
    en: 'The standard for termbases (ISO 30042:2019): memoQ, Trados, Weblate, Phrase and others import it.',
    ja: '用語ベースの国際規格（ISO 30042:2019）です。memoQ・Trados・Weblate・Phrase などで読み込めます。',
  },
  files: writer('dca'),
}
export const tbxDct: ExportFormat = {
  ...COMMON,
  id: 'tbx-dct',
  name: { en: 'TBX 3 Basic (DCT)', ja: 'TBX 3 Basic（DCT）' },
  use: {
    en: 'The same termbase in the standard’s other style, where data categories are element names.',
    ja: '同じ用語ベースを、データカテゴリーを要素名で表すもう一つの書き方で書き出します。',
  },
  files: writer('dct'),
}
