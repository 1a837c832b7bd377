import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import type { Field, LossBook } from '../loss.ts'
import { type ExportEntry, type ExportGlossary, otherForms, placeNames, preferredForm, properDefinition } from '../model.ts'
import { stableName } from '../text.ts'

/**
 * schema.org's DefinedTermSet as JSON-LD 1.1. The context is written out, so that nothing has to be fetched to read it.
 */

const CARRIES: readonly Field[] = ['definition', 'variants', 'category', 'sources']

const CONTEXT = {
  '@version': 1.1,
  '@base': 'https://glossary.invalid/',
  '@vocab': 'https://schema.org/',
  inDefinedTermSet: { '@type': '@id' },
}

function term(entry: ExportEntry): object {
  const definition = properDefinition(entry)
  const tagged = (text: string) =>
    entry.language === 'en' || entry.language === 'ja' ? { '@value': text, '@language': entry.language } : text
  const others = otherForms(entry)
  const places = placeNames(entry.definitions.flatMap(({ sources }) => sources))
  return {
    '@id': `#${stableName(entry.id)}`,
    '@type': 'DefinedTerm',
    name: tagged((preferredForm(entry) ?? entry.headword).normalize('NFC')),
    termCode: entry.id.normalize('NFC'),
    ...(others.length === 0 ? {} : { alternateName: others.map((one) => tagged(one.normalize('NFC'))) }),
    ...(definition === null ? {} : { description: tagged(definition.text.normalize('NFC')) }),
    ...(entry.category === 'term' ? {} : { additionalType: { '@value': entry.category } }),
    ...(places.length === 0 ? {} : { isBasedOn: places.map((place) => ({ '@value': place })) }),
    inDefinedTermSet: '#set',
  }
}

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  const head = { '@context': CONTEXT, '@id': '#set', '@type': 'DefinedTermSet', name: glossary.title, creditText: EXPORT_MARKER }
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "hasDefinedTerm": [`
  let first = true
  for (const entry of glossary.entries) {
    book.wrote(entry, CARRIES)
    yield `${first ? '' : ','}\n    ${JSON.stringify(term(entry))}`
    first = false
  }
  yield first ? ']\n}\n' : '\n  ]\n}\n'
}

export const jsonld: ExportFormat = {
  id: 'jsonld',
  purpose: 'exchange',
  name: { en: 'JSON-LD (schema.org DefinedTermSet)', ja: 'JSON-LD（schema.org の DefinedTermSet）' },
  use: {
    en: 'Put it beside a web page, so that search engines and programs know its terms. Replace the base address by your own.',
    ja: 'ウェブページに添えると、検索エンジンやプログラムに用語が伝わります。@base は自分のアドレスに置き換えてください。',
  },
  extension: 'jsonld',
  mime: 'application/ld+json',
  encoding: 'utf-8',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
}
