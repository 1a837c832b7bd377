import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import type { ExportFormat, OutputFile } from '../format.ts'
import { escapeRegex, replacementsOf, yamlString } from '../lint.ts'
import type { Field, LossBook } from '../loss.ts'
import { type ExportGlossary, forbiddenForms, otherForms, preferredForm } from '../model.ts'
import { oneLine } from '../text.ts'

/**
 * A style for Vale: a vocabulary (what is right, what is never right) and substitutions. Lines of a vocabulary and keys of `swap` are regular
 * expressions (vale.sh/docs/keys/vocab, /docs/checks/substitution). Japanese has no word boundaries, so its rule says `nonword`.
 */

const CARRIES: readonly Field[] = ['variants', 'forbidden', 'usage']
const STYLE = 'Glossary'
const VOCABULARY = `styles/config/vocabularies/${STYLE}`

const CONFIGURATION = `# ${EXPORT_MARKER}
StylesPath = styles
MinAlertLevel = suggestion
Vocab = ${STYLE}

[*]
BasedOnStyles = Vale, ${STYLE}
`

/** A line of a vocabulary: a `#` at its beginning would make it a comment. */
const line = (form: string): string => `${escapeRegex(oneLine(form)).replace(/^#/u, '\\#')}\n`

function* accepted(glossary: ExportGlossary, book: LossBook): Generator<string> {
  yield `# ${EXPORT_MARKER}\n`
  const seen = new Set<string>()
  for (const entry of glossary.entries) {
    book.wrote(entry, CARRIES)
    const preferred = preferredForm(entry)
    for (const form of [...(preferred === null ? [] : [preferred]), ...otherForms(entry)].map(oneLine)) {
      if (form !== '' && !seen.has(form)) yield line(form)
      seen.add(form)
    }
  }
}

function* rejected(glossary: ExportGlossary): Generator<string> {
  yield `# ${EXPORT_MARKER}\n`
  const seen = new Set<string>()
  for (const entry of glossary.entries) {
    for (const form of forbiddenForms(entry).map(oneLine)) {
      if (form !== '' && !seen.has(form)) yield line(form)
      seen.add(form)
    }
  }
}

const isJapaneseForm = (form: string): boolean => /[\u3040-\u30ff\u3400-\u9fff]/u.test(form)

function* substitutions(glossary: ExportGlossary, japanese: boolean, book: LossBook): Generator<string> {
  yield `# ${EXPORT_MARKER}\nextends: substitution\nmessage: "Use '%s' instead of '%s'."\nlevel: error\nignorecase: false\n${japanese ? 'nonword: true\n' : ''}`
  let any = false
  for (const { good, bad } of replacementsOf(glossary, book)) {
    for (const form of bad.filter((one) => isJapaneseForm(one) === japanese)) {
      if (!any) yield 'swap:\n'
      any = true
      // Vale's patterns know no lookaround by default; a good form that holds the bad one is matched first, and replaced by itself.
      if (good.includes(form)) yield `  ${yamlString(escapeRegex(good))}: ${yamlString(good)}\n`
      yield `  ${yamlString(escapeRegex(form))}: ${yamlString(good)}\n`
    }
  }
  if (!any) yield 'swap: {}\n'
}

/** Notes of the replacements that say a form is left out; that most entries have no forbidden form is no loss in a vocabulary. */
const heard = (book: LossBook): LossBook =>
  ({ note: (kind, entry) => kind !== 'nothing-to-say' && book.note(kind, entry), wrote: () => undefined }) as Pick<
    LossBook,
    'note' | 'wrote'
  > as LossBook
const SILENT = { note: () => undefined, wrote: () => undefined } as unknown as LossBook

const files = (glossary: ExportGlossary, book: LossBook): OutputFile[] => [
  { path: '.vale.ini', chunks: [CONFIGURATION] },
  { path: `${VOCABULARY}/accept.txt`, chunks: accepted(glossary, book) },
  { path: `${VOCABULARY}/reject.txt`, chunks: rejected(glossary) },
  { path: `styles/${STYLE}/Terms.yml`, chunks: substitutions(glossary, false, heard(book)) },
  { path: `styles/${STYLE}/TermsJapanese.yml`, chunks: substitutions(glossary, true, SILENT) },
]

export const vale: ExportFormat = {
  id: 'vale',
  purpose: 'write',
  name: { en: 'Vale style', ja: 'Vale のスタイル' },
  use: {
    en: 'Copy styles/ into the project and take over .vale.ini: Vale then knows the terms and names what to write instead.',
    ja: 'styles/ をプロジェクトに置き、.vale.ini を取り込むと、Vale が用語を知り、使わない表記の直し方を示します。',
  },
  extension: 'zip',
  mime: 'text/plain',
  encoding: 'utf-8',
  folder: true,
  carries: CARRIES,
  files,
}
