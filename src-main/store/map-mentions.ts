import type { ConceptId } from '../contract/library-api.ts'
import { foldKey, hasCjk } from '../contract/text/fold.ts'
import { type Db, sql } from './connection.ts'
import { definitionOf, glossaryOnly, type MapTerm } from './map-terms.ts'
import type { Sight } from './term-rows.ts'
import { variantsOf } from './variants.ts'

/** Which terms a definition mentions, and whose definitions mention a term. */

/** UTF-16 units of a definition that are looked at. */
const LONGEST = 800
/** Words of a Latin form, characters of a Japanese one. */
const MOST_WORDS = 6
const MOST_CHARACTERS = 16
const MOST_FOUND = 100
/** Definitions that may mention a term, before they are looked at one by one. */
const MOST_SCANNED = 400
/** Spellings a definition is searched for. */
const MOST_FORMS = 4

/** A text in folded words: one space between them and at both ends, punctuation gone. */
const worded = (text: string): string => ` ${foldKey(text.slice(0, LONGEST)).replace(/[^\p{L}\p{N}ー々]+/gu, ' ')} `

/** True when a definition mentions a folded form: as whole words, or anywhere for one with Japanese or Chinese characters. */
export function mentionsKey(definition: string, key: string): boolean {
  if (definition === '') return false
  const text = worded(definition)
  return hasCjk(key) ? text.includes(key) : text.includes(` ${key} `)
}

/** Every run of words or characters of the text that may be a form. */
function candidatesIn(text: string): Set<string> {
  const found = new Set<string>()
  const words = text.trim().split(' ')
  for (let from = 0; from < words.length; from++) {
    let form = ''
    for (let to = from; to < Math.min(words.length, from + MOST_WORDS); to++) {
      form = form === '' ? words[to]! : `${form} ${words[to]}`
      if (form.length >= 2) found.add(form)
    }
    const word = words[from]!
    if (hasCjk(word))
      for (let at = 0; at < word.length; at++)
        for (let end = at + 2; end <= Math.min(word.length, at + MOST_CHARACTERS); end++) found.add(word.slice(at, end))
  }
  return found
}

/** Concepts of the glossary that the term's definition mentions, in the order of the text; a form within a longer one does not count. */
export function mentionedIn(db: Db, sight: Sight, term: MapTerm): ConceptId[] {
  const text = worded(definitionOf(db, sight, term.concept))
  if (text.trim() === '') return []
  const rows = sql<{ key: string; id: number }>(
    db,
    `SELECT DISTINCT v.key, v.concept_id AS id FROM json_each(@forms) j CROSS JOIN term_variants v INDEXED BY term_variants_by_key
     ON v.revision_id=@extract AND v.language=@language AND v.key=j.value`,
  ).all({ extract: sight.extract, language: term.language, forms: JSON.stringify([...candidatesIn(text)]) })
  const wanted = new Set(
    glossaryOnly(
      db,
      sight.extract,
      rows.map(({ id }) => id),
      MOST_FOUND,
    ).map(({ concept }) => concept),
  )
  const byKey = new Map<string, ConceptId[]>()
  for (const { key, id } of rows) if (wanted.has(id)) byKey.set(key, [...(byKey.get(key) ?? []), id])
  const found = new Set(longestFirst(text, [...byKey.keys()]).flatMap((key) => byKey.get(key)!))
  found.delete(term.concept)
  return [...found]
}

/** The keys the text mentions, by place; where several begin the longest counts, and what is inside it does not. */
function longestFirst(text: string, keys: readonly string[]): string[] {
  const sorted = keys.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
  const found: { readonly at: number; readonly key: string }[] = []
  const taken = new Uint8Array(text.length)
  for (const key of sorted) {
    const [form, before] = hasCjk(key) ? [key, 0] : [` ${key} `, 1]
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
      const start = at + before
      if (taken[start] === 1) continue
      taken.fill(1, start, start + key.length)
      if (!found.some((one) => one.key === key)) found.push({ at: start, key })
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ key }) => key)
}

/** Concepts of the glossary whose definition mentions the term, best first. */
export function mentioning(db: Db, sight: Sight, term: MapTerm): ConceptId[] {
  const forms = [...new Set(variantsOf(db, sight.extract, term.concept).flatMap(({ surface, key }) => [surface.toLowerCase(), key]))]
  const keys = [...new Set(variantsOf(db, sight.extract, term.concept).map(({ key }) => key))].slice(0, MOST_FORMS)
  const candidates = forms.slice(0, 2 * MOST_FORMS).flatMap((form) => definedWith(db, sight, form))
  return glossaryOnly(db, sight.extract, candidates, MOST_SCANNED)
    .filter(({ concept }) => concept !== term.concept)
    .filter((other) => mentionsBeside(definitionOf(db, sight, other.concept), keys, other.key))
    .slice(0, MOST_FOUND)
    .map(({ concept }) => concept)
}

/** A definition begins with its own headword: a form inside that is no mention. */
function mentionsBeside(definition: string, keys: readonly string[], own: string): boolean {
  const text = worded(definition).replaceAll(own, ' ')
  return keys.some((key) => key !== own && (hasCjk(key) ? text.includes(key) : text.includes(` ${key} `)))
}

/** Concepts with a definition, people's or the best of the machine's, that holds the text. */
function definedWith(db: Db, sight: Sight, form: string): ConceptId[] {
  if (form.length < 2) return []
  return sql<{ id: number }>(
    db,
    `SELECT concept_id AS id FROM decisions WHERE field='definition' AND instr(lower(value), @form)
     UNION SELECT concept_id FROM definitions WHERE revision_id=@generate AND ordinal=0 AND kind<>'context' AND state<>'failed' AND instr(lower(text), @form)
     UNION SELECT concept_id FROM refinements WHERE revision_id=@refine AND state<>'failed' AND instr(lower(text), @form)`,
  )
    .all({ form, generate: sight.generate, refine: sight.refine })
    .map(({ id }) => id)
}
