import { EXPORT_LOSSES, type ExportLoss, type ExportLossKind } from '../../contract/export.ts'
import { type ExportEntry, forbiddenForms, properDefinition, shownDefinition } from './model.ts'

/**
 * The loss report. A format notes what it changes while it makes its bytes; the report before the writing is a run of the same code whose
 * bytes go nowhere. So the report can't differ from what is written.
 */

/** What a format has a place for. What it has none for is counted by the book, entry by entry. */
export type Field =
  | 'reading'
  | 'definition'
  | 'context'
  | 'alternatives'
  | 'variants'
  | 'forbidden'
  | 'usage'
  | 'category'
  | 'decision'
  | 'sources'
  | 'note'
  | 'related'
  | 'details'

/** Whether an entry has something in a field. */
export const FIELDS: Readonly<Record<Field, (entry: ExportEntry) => boolean>> = {
  reading: ({ reading, headword }) => reading !== null && reading !== headword,
  definition: (entry) => properDefinition(entry) !== null,
  context: (entry) => shownDefinition(entry)?.kind === 'context',
  alternatives: ({ definitions }) => definitions.length > 1,
  variants: ({ variants }) => variants.some(({ usage }) => usage !== 'forbidden'),
  forbidden: (entry) => forbiddenForms(entry).length > 0,
  usage: ({ usage, variants }) => [usage, ...variants.map((one) => one.usage)].some((one) => one === 'preferred' || one === 'admitted'),
  category: ({ category }) => category !== 'term',
  decision: ({ decision }) => decision !== 'undecided',
  sources: ({ definitions }) => definitions.some(({ sources }) => sources.length > 0),
  note: ({ note }) => note.trim() !== '',
  related: ({ related }) => related.length > 0,
  details: () => true,
}

interface LeftOut {
  readonly kind: ExportLossKind
  readonly has: (entry: ExportEntry) => boolean
}

const leftOut = new WeakMap<readonly Field[], readonly LeftOut[]>()

/** The fields that such a format has no place for, worked out once for each list. */
function leftOutBy(carries: readonly Field[]): readonly LeftOut[] {
  let fields = leftOut.get(carries)
  if (fields === undefined) {
    const missing = (Object.keys(FIELDS) as Field[]).filter((field) => !carries.includes(field))
    fields = missing.map((field) => ({ kind: `${field}-left-out` as const, has: FIELDS[field] }))
    leftOut.set(carries, fields)
  }
  return fields
}

/** Where what changes is noted. */
export interface Noting {
  note(kind: ExportLossKind, entry: Pick<ExportEntry, 'headword'>): void
}

const EXAMPLES = 3

export class LossBook implements Noting {
  readonly #kinds = new Map<ExportLossKind, { count: number; examples: string[] }>()
  #written = 0

  /** Something of the entry is changed or left out. Every call counts one. */
  note(kind: ExportLossKind, entry: Pick<ExportEntry, 'headword'>): void {
    const known = this.#kinds.get(kind)
    if (known === undefined) this.#kinds.set(kind, { count: 1, examples: [entry.headword] })
    else {
      known.count++
      if (known.examples.length < EXAMPLES && !known.examples.includes(entry.headword)) known.examples.push(entry.headword)
    }
  }

  /** The entry is in the output; every field it has and the format has no place for is noted. Once for each entry. */
  wrote(entry: ExportEntry, carries: readonly Field[]): void {
    this.#written++
    for (const { kind, has } of leftOutBy(carries)) if (has(entry)) this.note(kind, entry)
  }

  get written(): number {
    return this.#written
  }

  /** In the order of EXPORT_LOSSES. */
  losses(): ExportLoss[] {
    return (Object.keys(EXPORT_LOSSES) as ExportLossKind[]).flatMap((kind) => {
      const known = this.#kinds.get(kind)
      return known === undefined ? [] : [{ kind, count: known.count, examples: known.examples.map((one) => one.slice(0, 60)) }]
    })
  }
}
