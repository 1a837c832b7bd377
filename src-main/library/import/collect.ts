import { foldKey } from '../../contract/text/fold.ts'
import { toHiragana } from '../../contract/text/kana.ts'
import { PackedList } from '../../store/packed-list.ts'
import { MAX_CATEGORY, MAX_DEFINITION, MAX_NOTE, MAX_TERM, MAX_TERMS, unreadable } from './limits.ts'
import { type ImportedGlossary, type ImportedTerm, type ImportedVariant, type ImportLanguage, type NotRead, notRead } from './model.ts'
import { detached, languageByScript } from './text.ts'

/** The rows of a file made ready: checked against the limits, languages known, what names the same thing twice joined, senses counted. */

export interface CollectedTerm extends ImportedTerm {
  readonly language: ImportLanguage
  /** foldKey(term) */
  readonly key: string
  readonly sense: number
}

export interface Collected {
  readonly terms: readonly CollectedTerm[]
  readonly excluded: readonly string[]
  readonly required: readonly string[]
  /** Packed: of what a format has no place for there may be several rows a term. */
  readonly notRead: PackedList<NotRead>
}

/** @throws AppError IMPORT_FAILED for more concepts than an import takes */
export function collect(glossary: ImportedGlossary): Collected {
  if (glossary.terms.length > MAX_TERMS) {
    throw unreadable(`The file holds ${glossary.terms.length} terms; an import takes ${MAX_TERMS}. Split it and import the parts.`)
  }
  const missed: NotRead[] = [...glossary.notRead]
  const byName = new Map<string, CollectedTerm[]>()
  const order: string[] = []
  for (const given of glossary.terms) {
    const term = checked(given, missed)
    if (term === null) continue
    const name = `${term.language}:${term.key}`
    const known = byName.get(name)
    if (!known) {
      byName.set(name, [term])
      order.push(name)
    } else place(known, term, missed)
  }
  return {
    terms: order.flatMap((name) => byName.get(name) as CollectedTerm[]),
    excluded: surfacesOf(glossary.excluded),
    required: surfacesOf(glossary.required),
    notRead: PackedList.of(missed),
  }
}

const surfacesOf = (list: readonly { readonly surface: string }[]): string[] => {
  const byKey = new Map(list.map(({ surface }) => [foldKey(surface), surface] as const))
  byKey.delete('')
  return [...byKey.values()].filter((surface) => surface.length <= MAX_TERM)
}

/** A spelling that stands in the file again: the same meaning when a definition is missing or equal, else a further sense. */
function place(known: CollectedTerm[], term: CollectedTerm, missed: NotRead[]): void {
  const explicit = term.record !== undefined
  const at = known.findIndex((other) =>
    explicit
      ? other.sense === term.sense
      : other.definition === undefined || term.definition === undefined || other.definition === term.definition,
  )
  if (at >= 0) known[at] = joined(known[at] as CollectedTerm, term, missed)
  else known.push(explicit ? term : { ...term, sense: Math.max(...known.map(({ sense }) => sense)) + 1 })
}

/** Two entries of one concept as one; texts that differ go to the note, values that can be had only once are reported. */
export function joined(first: CollectedTerm, second: CollectedTerm, missed: NotRead[]): CollectedTerm {
  const spelling: ImportedVariant[] = second.term === first.term ? [] : [{ surface: second.term, usage: second.usage ?? null }]
  const surfaces = new Set(first.variants.map(({ surface }) => surface))
  const variants = [...spelling, ...second.variants].filter(({ surface }) => surface !== first.term && !surfaces.has(surface))
  const extra =
    second.definition !== undefined && first.definition !== undefined && second.definition !== first.definition ? [second.definition] : []
  const notes = [first.note, second.note, ...extra].filter((note): note is string => note !== undefined && note !== '')
  for (const field of ['reading', 'category', 'decision'] as const) {
    if (second[field] !== undefined && first[field] !== undefined && second[field] !== first[field]) {
      missed.push(
        notRead(
          second.place,
          `${field}: ${second[field]}`,
          `"${first.term}" stands in the file twice; ${first.place} says ${first[field]}.`,
        ),
      )
    }
  }
  const definition = first.definition ?? second.definition
  return {
    ...second,
    ...first,
    ...(definition === undefined ? {} : { definition }),
    variants: [...first.variants, ...variants],
    ...(notes.length === 0 ? {} : { note: [...new Set(notes)].join('\n') }),
  }
}

/** The term within the limits, or null: fields that are too long are left out and reported. */
function checked(given: ImportedTerm, missed: NotRead[]): CollectedTerm | null {
  const lossless = given.record !== undefined
  const clean = (text: string): string => (lossless ? text : detached(withoutControls(text)))
  const term = clean(given.term).toWellFormed()
  const key = foldKey(term)
  if (key === '') missed.push(notRead(given.place, given.term, 'The term is empty.'))
  else if (term.length > MAX_TERM) missed.push(notRead(given.place, term, `The term is longer than ${MAX_TERM} characters.`))
  if (key === '' || term.length > MAX_TERM) return null
  if (term !== given.term)
    missed.push(notRead(given.place, given.term, 'Control characters or halves of characters were left out of the term.'))
  const within = (name: string, text: string | undefined, most: number): string | undefined => {
    if (text === undefined || text === '') return undefined
    const fine = clean(text).toWellFormed()
    if (fine !== text) missed.push(notRead(given.place, text, `Control characters or halves of characters were left out of the ${name}.`))
    if (fine.length <= most) return fine === '' ? undefined : fine
    missed.push(notRead(given.place, text, `The ${name} is longer than ${most} characters.`))
    return undefined
  }
  const reading = within('reading', given.reading, MAX_TERM)
  const { reading: _reading, category: _category, definition: _definition, note: _note, ...rest } = given
  const fields = {
    reading: reading === undefined || lossless ? reading : toHiragana(reading.normalize('NFKC')),
    category: within('category', given.category, MAX_CATEGORY),
    definition: within('definition', given.definition, MAX_DEFINITION),
    note: within('note', given.note, MAX_NOTE),
  }
  const present = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  return {
    ...rest,
    ...present,
    term,
    key,
    language: given.language ?? languageByScript(term),
    sense: given.sense ?? 0,
    variants: variantsOf(given, term, clean, missed),
  }
}

function variantsOf(given: ImportedTerm, term: string, clean: (text: string) => string, missed: NotRead[]): ImportedVariant[] {
  const seen = new Set([term])
  return given.variants.flatMap((variant) => {
    const surface = clean(variant.surface).toWellFormed()
    if (seen.has(surface)) return []
    seen.add(surface)
    if (foldKey(surface) === '' || surface.length > MAX_TERM) {
      missed.push(
        notRead(
          given.place,
          variant.surface,
          surface.length > MAX_TERM ? `The spelling is longer than ${MAX_TERM} characters.` : 'The spelling is empty.',
        ),
      )
      return []
    }
    return [{ ...variant, surface }]
  })
}

/** C0 and C1 controls other than line feed and tab. */
const withoutControls = (text: string): string => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu, '')
