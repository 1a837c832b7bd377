import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import type { ExportFormat, OutputFile } from '../format.ts'
import { escapeRegex, type Replacement, replacementOf, yamlString } from '../lint.ts'
import type { Field, LossBook, Noting } from '../loss.ts'
import { type ExportGlossary, forbiddenForms, otherForms, preferredForm } from '../model.ts'
import { noteMalformed, oneLine } from '../text.ts'

/**
 * A style for Vale: a vocabulary (what is right, what is never right) and substitutions. Lines of a vocabulary and keys of `swap` are regular
 * expressions (vale.sh/docs/keys/vocab, /docs/checks/substitution). Japanese has no word boundaries, and nor have the ends of `C#` and `=x`: their
 * rule says `nonword`.
 */

const CARRIES: readonly Field[] = ['variants', 'forbidden']
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
const line = (form: string): string => `${escapeRegex(oneLine(form)).replace(/^#/u, '[#]')}\n`

/** What one pass over the glossary collects for the files after the first: forbidden forms are few. */
interface Collected {
  readonly rejected: Set<string>
  readonly replacements: Replacement[]
}

/** Notes what a rule can't say; that most entries have no forbidden form is no loss in a vocabulary. */
const heard = (book: Noting): Noting => ({ note: (kind, entry) => kind !== 'nothing-to-say' && book.note(kind, entry) })

function* accepted(glossary: ExportGlossary, book: LossBook, { rejected, replacements }: Collected): Generator<string> {
  yield `# ${EXPORT_MARKER}\n`
  const seen = new Set<string>()
  const taken = new Set<string>()
  for (const entry of glossary.entries) {
    book.wrote(entry, CARRIES)
    noteMalformed(entry, book)
    const preferred = preferredForm(entry)
    if (otherForms(entry).length > 0) book.note('forms-apart', entry)
    for (const form of [...(preferred === null ? [] : [preferred]), ...otherForms(entry)].map(oneLine)) {
      if (form !== '' && !seen.has(form)) yield line(form)
      seen.add(form)
    }
    for (const form of forbiddenForms(entry).map(oneLine)) if (form !== '') rejected.add(form)
    const found = replacementOf(entry, taken, heard(book))
    if (found !== null) replacements.push(found)
  }
}

function* rejectedLines({ rejected }: Collected): Generator<string> {
  yield `# ${EXPORT_MARKER}\n`
  for (const form of rejected) yield line(form)
}

/** An explicit key: YAML takes no other that is longer than 1,024 characters. */
const swap = (key: string, good: string): string => `  ? ${yamlString(key)}\n  : ${yamlString(good)}\n`

const isJapaneseForm = (form: string): boolean => /[\u3040-\u30ff\u3400-\u9fff]/u.test(form)
const WORD_AT_START = /^[\p{L}\p{M}\p{N}_]/u
const WORD_AT_END = /[\p{L}\p{M}\p{N}_]$/u

/** Where no word begins or ends there is no word boundary: `C#` would never be found between two. */
const isAnywhere = (form: string): boolean => isJapaneseForm(form) || !WORD_AT_START.test(form) || !WORD_AT_END.test(form)

/** The key of a form in the rule without word boundaries: with those it has all the same. */
function anywhereKey(form: string): string {
  if (isJapaneseForm(form)) return escapeRegex(form)
  return `${WORD_AT_START.test(form) ? '\\b' : ''}${escapeRegex(form)}${WORD_AT_END.test(form) ? '\\b' : ''}`
}

function* substitutions({ replacements }: Collected, anywhere: boolean): Generator<string> {
  yield `# ${EXPORT_MARKER}\nextends: substitution\nmessage: "Use '%s' instead of '%s'."\nlevel: error\nignorecase: false\n${anywhere ? 'nonword: true\n' : ''}`
  let any = false
  const goods = new Set<string>()
  for (const { good, bad } of replacements) {
    for (const form of bad.filter((one) => isAnywhere(one) === anywhere)) {
      if (!any) yield 'swap:\n'
      any = true
      // Vale's patterns know no lookaround by default; a good form that holds the bad one is matched first, and replaced by itself.
      const key = anywhere ? anywhereKey : escapeRegex
      if (good.includes(form) && !goods.has(good)) yield swap(key(good), good)
      if (good.includes(form)) goods.add(good)
      yield swap(key(form), good)
    }
  }
  if (!any) yield 'swap: {}\n'
}

/** The first file's pass collects what the others hold: files are taken in their order. */
function files(glossary: ExportGlossary, book: LossBook): OutputFile[] {
  const collected: Collected = { rejected: new Set(), replacements: [] }
  return [
    { path: `${VOCABULARY}/accept.txt`, chunks: accepted(glossary, book, collected) },
    { path: `${VOCABULARY}/reject.txt`, chunks: rejectedLines(collected) },
    { path: `styles/${STYLE}/Terms.yml`, chunks: substitutions(collected, false) },
    { path: `styles/${STYLE}/TermsAnywhere.yml`, chunks: substitutions(collected, true) },
    { path: '.vale.ini', chunks: [CONFIGURATION] },
  ]
}

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
