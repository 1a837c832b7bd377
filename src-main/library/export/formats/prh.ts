import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import { badPattern, replacementsOf, yamlString } from '../lint.ts'
import type { Field, LossBook } from '../loss.ts'
import { type ExportGlossary, properDefinition } from '../model.ts'
import { joined, noteMalformed } from '../text.ts'

/**
 * Rules for prh and textlint-rule-prh (prh/prh, `misc/prh.yml`): expected form, pattern of the forbidden ones, and specs by which the file
 * tests itself whenever it is read.
 */

const CARRIES: readonly Field[] = ['definition', 'forbidden']

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  yield `# ${EXPORT_MARKER}\nversion: 1\n`
  let any = false
  for (const { entry, good, bad } of replacementsOf(glossary, book)) {
    // In what is put in place, $1 would mean a group of the match, and prh knows no way to say otherwise.
    if (/\$\d/.test(good)) {
      for (const _ of bad) book.note('forbidden-unusable', entry)
      continue
    }
    book.wrote(entry, CARRIES)
    noteMalformed(entry, book)
    const definition = properDefinition(entry)
    const patterns = bad.map((form) => `      - ${yamlString(`/${badPattern(form, good)}/`)}\n`)
    const specs = bad.map((form) => `      - from: ${yamlString(form)}\n        to: ${yamlString(good)}\n`)
    const prh = definition === null ? '' : `    prh: ${yamlString(joined(definition.text, entry, book))}\n`
    if (!any) yield 'rules:\n'
    any = true
    yield `  - expected: ${yamlString(good)}\n    patterns:\n${patterns.join('')}${prh}    specs:\n${specs.join('')}`
  }
  if (!any) yield 'rules: []\n'
}

export const prh: ExportFormat = {
  id: 'prh',
  purpose: 'write',
  name: { en: 'textlint / prh rules', ja: 'textlint（prh）のルール' },
  use: {
    en: 'Name the file under rulePaths of textlint-rule-prh: textlint then finds and mends every forbidden form.',
    ja: 'textlint-rule-prh の rulePaths に書くと、使わない表記を textlint が見つけて直します。',
  },
  extension: 'yml',
  mime: 'application/yaml',
  encoding: 'utf-8',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
}
