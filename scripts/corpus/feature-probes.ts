import { FEATURES, type Feature } from './feature-texts.ts'
import type { Probe } from './probes.ts'

/** What must, and what must not, be found in the files of features. */

const isBook = (format: string): boolean => ['docx', 'doc', 'odt', 'rtf'].includes(format)

const featuresOf = (file: string): Feature[] =>
  /-en\./u.test(file) ? [FEATURES.en] : /-ja\./u.test(file) ? [FEATURES.ja] : [FEATURES.en, FEATURES.ja]

/** Probes of a file named `features…` or `report…`. */
export function featureProbes(file: string): Probe[] {
  const format = file.slice(file.lastIndexOf('.') + 1)
  return featuresOf(file).flatMap((feature, i) => {
    if (file.startsWith('report')) return reported(file, feature)
    if (format === 'pptx' || format === 'odp') return slide(feature, i + 1)
    if (format === 'xlsx' || format === 'ods') return sheet(feature, i + 1)
    return text(feature, format)
  })
}

function text(feature: Feature, format: string): Probe[] {
  const { changes, box, beside, lines, covered, nested, end, comment, caption, last, running } = feature
  const pdf = format === 'pdf'
  const kind = (name: string): Pick<Probe, 'kind'> => (pdf ? {} : { kind: name })
  return [
    { text: changes.before + changes.inserted + changes.after },
    // A page shows deleted text struck through, and one page alone has no running head.
    ...(pdf ? [] : [changes.deleted, running.header].map((gone): Probe => ({ text: gone, absent: true }))),
    { text: box },
    { text: beside },
    ...nested.map((item): Probe => ({ text: item, ...kind('list-item') })),
    ...lines.flat().map((item): Probe => ({ text: item, ...kind('table-cell') })),
    ...Object.values(covered).map((item): Probe => ({ text: item, ...kind('table-cell') })),
    { text: caption },
    { text: last },
    ...(pdf
      ? [{ text: end }]
      : [
          { text: end, ...(isBook(format) ? { part: '^(?:endnote|footnote) \\d+$' } : {}) },
          { text: comment, ...(isBook(format) ? { part: '^comment \\d+$' } : {}) },
        ]),
  ]
}

/** A table over both columns, what stands around it, notes, no running heads. The same in a file without tags, but for the kinds. */
function reported(file: string, { title, parts, rules, across, caption, notes, running }: Feature): Probe[] {
  const kind = (name: string): Pick<Probe, 'kind'> => (file.startsWith('report-tagged') ? { kind: name } : {})
  const page = { part: '^page [12]$' }
  return [
    { text: title, kind: 'heading', part: '^page 1$' },
    ...parts.map((text): Probe => ({ text, kind: 'heading', ...page })),
    ...rules.map((text): Probe => ({ text, ...kind('paragraph'), ...page })),
    ...across.flat().map((text): Probe => ({ text, kind: 'table-cell', ...page })),
    { text: caption, ...kind('caption') },
    ...notes.map((text): Probe => ({ text, ...page })),
    { text: running.header, absent: true },
  ]
}

const slide = ({ title, across, group, end }: Feature, number: number): Probe[] => [
  { text: title, kind: 'heading', part: `^slide ${number}$` },
  ...across.flat().map((text): Probe => ({ text, kind: 'table-cell', part: `^slide ${number}$` })),
  ...group.map((text): Probe => ({ text, part: `^slide ${number}$` })),
  { text: end, part: `^slide ${number} notes$` },
]

const sheet = ({ title, across }: Feature, number: number): Probe[] => [
  { text: title, part: `^S${number}!A1$` },
  ...across.flatMap((cells, row) =>
    cells.map((text, column): Probe => ({ text, kind: 'table-cell', part: `^S${number}!${'ABC'[column]}${row + 2}$` })),
  ),
  { text: '2026', absent: true },
]
