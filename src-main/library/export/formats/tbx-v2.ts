import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { READING_NOTE, TBX_STATUS, termTypeOf } from '../../exchange/tbx.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import type { LossBook } from '../loss.ts'
import { type ExportDefinition, type ExportEntry, type ExportGlossary, placeNames } from '../model.ts'
import { oneLine, stableName, xmlText } from '../text.ts'
import { TBX_FIELDS } from './tbx.ts'

/** TBX version 2 (ISO 30042:2008), `martif`: what older translation tools import. */

type Write = (text: string) => string

function described({ text, sources }: ExportDefinition, type: 'definition' | 'context', write: Write): string {
  const places = placeNames(sources).map((place) => `<admin type="source">${write(place)}</admin>`)
  return `<descripGrp><descrip type="${type}">${write(text)}</descrip>${places.join('')}</descripGrp>`
}

function tig(surface: string, notes: readonly (readonly [type: string, value: string])[], more: string, write: Write): string {
  const written = notes.map(([type, value]) => `<termNote type="${type}">${value}</termNote>`).join('')
  return `<tig><term>${write(surface)}</term><termNote type="partOfSpeech">noun</termNote>${written}${more}</tig>`
}

function entryXml(entry: ExportEntry, write: Write): string {
  const status = (usage: ExportEntry['usage']) => (usage === null ? [] : [['administrativeStatus', TBX_STATUS[usage]] as const])
  const reading = entry.reading === null ? '' : `<note>${READING_NOTE}${write(entry.reading)}</note>`
  const contexts = entry.definitions.filter(({ kind }) => kind === 'context').map((one) => described(one, 'context', write))
  const definitions = entry.definitions.filter(({ kind }) => kind !== 'context').map((one) => described(one, 'definition', write))
  const related = entry.related.map(({ id, headword }) =>
    id === null
      ? `<note>${write(`Related: ${headword}`)}</note>`
      : `<ref type="crossReference" target="${stableName(id)}">${write(headword)}</ref>`,
  )
  const variants = entry.variants.map(({ surface, usage, rule }) =>
    tig(surface, [...status(usage), ['termType', termTypeOf(rule)]], '', write),
  )
  const language = entry.language === 'en' || entry.language === 'ja' ? entry.language : 'und'
  const subject = entry.category === 'term' ? '' : `<descrip type="subjectField">${write(entry.category)}</descrip>`
  const note = entry.note.trim() === '' ? '' : `<note>${write(entry.note)}</note>`
  return `<termEntry id="${stableName(entry.id)}">${subject}${related.join('')}${note}
<langSet xml:lang="${language}">${definitions.join('')}
${[tig(entry.headword, status(entry.usage), contexts.join('') + reading, write), ...variants].join('\n')}
</langSet>
</termEntry>
`
}

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>
<!-- ${EXPORT_MARKER} -->
<martif type="TBX" xml:lang="en">
<martifHeader><fileDesc><titleStmt><title>${xmlText(oneLine(glossary.title), null, book)}</title></titleStmt><sourceDesc><p>GenGlossary</p></sourceDesc></fileDesc><encodingDesc><p type="XCSURI">TBXXCSV02.xcs</p></encodingDesc></martifHeader>
<text><body>
`
  for (const entry of glossary.entries) {
    book.wrote(entry, TBX_FIELDS)
    yield entryXml(entry, (text) => xmlText(text, entry, book))
  }
  yield '</body></text>\n</martif>\n'
}

export const tbxV2: ExportFormat = {
  id: 'tbx-v2',
  purpose: 'translate',
  name: { en: 'TBX 2 (martif)', ja: 'TBX 2（martif）' },
  use: {
    en: 'For tools that know only the older version of the standard.',
    ja: '古い版の規格だけに対応するツールのための形式です。',
  },
  extension: 'tbx',
  mime: 'application/x-tbx',
  encoding: 'utf-8',
  folder: false,
  carries: TBX_FIELDS,
  files: oneFile(chunks),
}
