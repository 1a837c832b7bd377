import { LANGUAGES, type Language } from '../contract/blocks.ts'
import { AppError } from '../contract/errors.ts'
import type { CommandEntry, ConceptId, HumanCommand } from '../contract/library-api.ts'
import { foldKey, hasCjk } from '../contract/text/fold.ts'
import type { HumanCommandInput, HumanField } from '../store/api.ts'
import { type CommandStore, type ListName, listedKey, nameOf, type Plan, plural, type Wanted, withBefore } from './changes.ts'
import { passageOf, type ReadingStore, sourcesOf, storedSources } from './cited.ts'
import { joinChanges, mergeChanges, relateChanges, splitChanges } from './links.ts'

/**
 * What people do, turned into absolute changes with what was there before (read first, then written in one transaction), so that the
 * inverse of every command is known and means the same after a restart or a re-run.
 */

const VERBS = { accepted: 'Accept', dropped: 'Drop', undecided: 'Undecide' } as const

async function decide(store: CommandStore, command: Extract<HumanCommand, { type: 'decide' }>): Promise<Plan> {
  const concepts = [...new Set(command.concepts)]
  const after = command.decision === 'undecided' ? null : command.decision
  const wanted = concepts.map((concept): Wanted => ({ kind: 'field', key: { concept, field: 'decision' }, after }))
  return { label: `${VERBS[command.decision]} ${await nameOf(store, concepts)}`, changes: await withBefore(store, wanted) }
}

/**
 * A definition of people's own, with its sources; one that takes up a proposal answers it in the same step, and so does the first one: whoever writes in
 * place of what was found has seen it. Only another text, of a later run, is proposed to them.
 */
async function setDefinition(store: ReadingStore, command: Extract<HumanCommand, { type: 'set-definition' }>): Promise<Plan> {
  const { concept, text, cited } = command
  const edit = await setField(store, 'definition', concept, text)
  const sources = edit.changes.length === 0 && cited === undefined ? [] : await sourcesOf(store, command)
  const first = text !== null && edit.changes.some((change) => change.kind === 'field' && change.before === null)
  const answers = command.answers ?? (first ? await foundFor(store, concept) : undefined)
  const further: Wanted[] =
    answers === undefined ? sources : [...sources, { kind: 'field', key: { concept, field: 'kept' }, after: answers }]
  const changes = [...edit.changes, ...(await withBefore(store, further))]
  // Another text in place of theirs is a step of its own, however soon after their typing: undo brings back what they typed.
  return cited === undefined && command.answers === undefined ? { ...edit, changes } : { label: edit.label, changes }
}

/** The machine's definition of a concept; undefined when it has none. */
const foundFor = async (store: ReadingStore, concept: ConceptId): Promise<string | undefined> =>
  (await store.terms.detail(concept))?.definitions.find(({ kind }) => kind !== 'human')?.text

async function keepDefinition(store: CommandStore, { concept, over }: Extract<HumanCommand, { type: 'keep-definition' }>): Promise<Plan> {
  const changes = await withBefore(store, [{ kind: 'field', key: { concept, field: 'kept' }, after: over }])
  return { label: `Keep the own definition of ${await nameOf(store, [concept])}`, changes }
}

/** One text field of one concept; typing goes on in the same command. */
async function setField(store: CommandStore, field: HumanField, concept: ConceptId, text: string | null): Promise<Plan> {
  const label = text === null ? `Reset the ${field} of` : `Edit the ${field} of`
  const changes = await withBefore(store, [{ kind: 'field', key: { concept, field }, after: text }])
  return { label: `${label} ${await nameOf(store, [concept])}`, mergeKey: `${field}:${concept}`, changes }
}

async function setCategory(store: CommandStore, command: Extract<HumanCommand, { type: 'set-category' }>): Promise<Plan> {
  const concepts = [...new Set(command.concepts)]
  const after = emptyToNull(command.category)
  const wanted = concepts.map((concept): Wanted => ({ kind: 'field', key: { concept, field: 'category' }, after }))
  const label = after === null ? 'Reset the category of' : `Set the category "${after}" for`
  return { label: `${label} ${await nameOf(store, concepts)}`, changes: await withBefore(store, wanted) }
}

const emptyToNull = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text.trim())

async function setUsage(store: CommandStore, command: Extract<HumanCommand, { type: 'set-usage' }>): Promise<Plan> {
  const { concept, surface, usage } = command
  await nameOf(store, [concept])
  const changes = await withBefore(store, [{ kind: 'usage', key: { concept, surface }, after: usage }])
  return { label: usage === null ? `Reset the status of "${surface}"` : `Mark "${surface}" as ${usage}`, changes }
}

/** Changes that leave a surface on no list, whatever language it was listed under. */
const unlist = (surface: string, lists: readonly ListName[]): Wanted[] =>
  lists.flatMap((list) => LANGUAGES.map((language): Wanted => ({ kind: 'listed', key: listedKey(list, language, surface), after: null })))

/** Language of each surface: that of the concept that has it, else by its script. */
async function languagesOf(store: CommandStore, surfaces: readonly string[]): Promise<Language[]> {
  const found = await store.terms.find(surfaces)
  return Promise.all(
    surfaces.map(async (surface, index) => {
      const concept = found[index] ?? null
      const row = concept === null ? null : await store.terms.row(concept)
      const known = LANGUAGES.find((language) => language === row?.language)
      return known ?? (hasCjk(surface) ? 'ja' : 'en')
    }),
  )
}

function cleanSurfaces(surfaces: readonly string[]): string[] {
  const byKey = new Map(surfaces.map((surface) => [foldKey(surface), surface.normalize('NFC').replace(/\s+/gu, ' ').trim()]))
  byKey.delete('')
  if (byKey.size === 0) throw new AppError('INVALID_INPUT', 'The term is empty. Give at least one letter.')
  return [...byKey.values()]
}

/** Required and excluded rule each other out: putting a term on one list takes it off the other. */
async function list(store: CommandStore, on: boolean, given: readonly string[], name: ListName): Promise<Plan> {
  const surfaces = cleanSurfaces(given)
  const what = surfaces.length === 1 ? `"${surfaces[0]}"` : plural(surfaces.length, 'term')
  const verb = name === 'required' ? (on ? 'Require' : 'No longer require') : on ? 'Exclude' : 'No longer exclude'
  const languages = on ? await languagesOf(store, surfaces) : []
  const other: ListName = name === 'required' ? 'excluded' : 'required'
  const wanted = surfaces.flatMap((surface, index): Wanted[] =>
    on
      ? [...unlist(surface, [other]), { kind: 'listed', key: listedKey(name, languages[index] ?? 'other', surface), after: surface }]
      : unlist(surface, [name]),
  )
  return { label: `${verb} ${what}`, changes: await withBefore(store, wanted) }
}

/** A term of a person's own: a concept with that headword, accepted, and looked for by every run from now on. */
async function addTerm(store: ReadingStore, command: Extract<HumanCommand, { type: 'add-term' }>): Promise<Plan> {
  const surface = cleanSurfaces([command.surface])[0]!
  const key = foldKey(surface)
  const { language } = command
  const [existing] = await store.terms.find([surface])
  const [id] = existing == null ? await store.human.allocateConcepts(1) : [existing]
  const concept = id!
  const made: Wanted[] = [
    { kind: 'concept', key: { concept }, after: { language, headword: surface, key } },
    { kind: 'surface', key: { language, key, sense: 0 }, after: concept },
  ]
  const wanted: Wanted[] = [
    ...(existing == null ? made : []),
    { kind: 'field', key: { concept, field: 'decision' }, after: 'accepted' },
    ...unlist(surface, ['excluded']),
    { kind: 'listed', key: listedKey('required', language, surface), after: surface },
    ...(await saidWith(store, concept, command)),
  ]
  return { label: `Add "${surface}"`, changes: await withBefore(store, wanted) }
}

/** What people said of a term while adding it; what they left empty stays as it is. */
async function saidWith(store: ReadingStore, concept: ConceptId, said: Extract<HumanCommand, { type: 'add-term' }>): Promise<Wanted[]> {
  const { reading, category, definition, note, cited } = said
  const texts = Object.entries({ reading, category, definition, note }).flatMap(([field, text]): Wanted[] => {
    const after = emptyToNull(text ?? null)
    return after === null ? [] : [{ kind: 'field', key: { concept, field: field as HumanField }, after }]
  })
  if (emptyToNull(definition ?? null) === null) return texts
  // A definition that replaces another one is not from where that one was.
  const passages = cited ? [await passageOf(store, cited)] : []
  return [...texts, { kind: 'field', key: { concept, field: 'cited' }, after: storedSources(passages) }]
}

/** A form that people add to a term: looked for by every run from now on, and kept with the term's headword. */
async function addVariant(store: CommandStore, command: Extract<HumanCommand, { type: 'add-variant' }>): Promise<Plan> {
  const surface = cleanSurfaces([command.surface])[0]!
  const [existing] = await store.terms.find([surface])
  const into = await store.terms.row(command.concept)
  const named = { label: `Add "${surface}" as a form of ${await nameOf(store, [command.concept])}` }
  if (existing != null && (await store.terms.row(existing))?.id === into?.id) return { ...named, changes: [] }
  if (existing != null) return { ...(await mergeChanges(store, command.concept, [existing])), ...named }
  const key = foldKey(surface)
  const language = LANGUAGES.find((one) => one === into?.language) ?? 'other'
  const [id] = await store.human.allocateConcepts(1)
  const concept = id!
  const wanted: Wanted[] = [
    { kind: 'concept', key: { concept }, after: { language, headword: surface, key } },
    { kind: 'surface', key: { language, key, sense: 0 }, after: concept },
    ...unlist(surface, ['excluded']),
    { kind: 'listed', key: listedKey('required', language, surface), after: surface },
    ...(await joinChanges(store, command.concept, [{ concept, headword: { language, key, sense: 0 } }])),
  ]
  return { ...named, changes: await withBefore(store, wanted) }
}

async function ignoreProblem(store: CommandStore, command: Extract<HumanCommand, { type: 'ignore-problem' }>): Promise<Plan> {
  const key = { fingerprint: command.fingerprint }
  const changes = await withBefore(store, [
    { kind: 'ignored-problem', key, after: command.on ? (emptyToNull(command.reason ?? null) ?? true) : null },
  ])
  return { label: command.on ? 'Ignore a problem' : 'Show an ignored problem again', changes }
}

function plan(store: ReadingStore, command: HumanCommand): Promise<Plan> {
  switch (command.type) {
    case 'decide':
      return decide(store, command)
    case 'set-definition':
      return setDefinition(store, command)
    case 'keep-definition':
      return keepDefinition(store, command)
    case 'relate':
      return relateChanges(store, command.concept, typeof command.to === 'number' ? [command.to] : command.to, command.on)
    case 'set-headword':
      return setField(store, 'headword', command.concept, emptyToNull(command.surface))
    case 'set-reading':
      return setField(store, 'reading', command.concept, emptyToNull(command.reading))
    case 'set-note':
      return setField(store, 'note', command.concept, command.note === '' ? null : command.note)
    case 'set-category':
      return setCategory(store, command)
    case 'set-usage':
      return setUsage(store, command)
    case 'merge':
      return mergeChanges(store, command.into, command.concepts, command.others)
    case 'split':
      return splitChanges(store, command.concept, command.surfaces)
    case 'add-term':
      return addTerm(store, command)
    case 'add-variant':
      return addVariant(store, command)
    case 'require':
      return list(store, command.on, command.surfaces, 'required')
    case 'exclude':
      return list(store, command.on, command.surfaces, 'excluded')
    case 'ignore-problem':
      return ignoreProblem(store, command)
  }
}

/** Applies changes that were planned a moment ago; null when there is nothing to change. */
export async function applyPlan(store: CommandStore, input: HumanCommandInput): Promise<CommandEntry | null> {
  if (input.changes.length === 0) return null
  const result = await store.human.apply(input)
  if (!result.ok) throw new AppError('INVALID_INPUT', result.reason)
  return result.entry
}

/** Names a stretch of typing: the same text as long as it goes on, another one afterwards. */
export type TypingSession = (field: string) => string

/** Typing in one field merges into one command until 10 s pass or something else is done. `tag` tells restarts of the app apart. */
export function typingSessions(monotonic: () => number, tag: string): TypingSession & { end(): void } {
  const PAUSE_MS = 10_000
  let count = 0
  let last: { field: string; at: number } | null = null
  const session = (field: string): string => {
    const now = monotonic()
    if (last === null || last.field !== field || now - last.at > PAUSE_MS) count++
    last = { field, at: now }
    return `${field}#${tag}.${count}`
  }
  session.end = () => {
    last = null
  }
  return session
}

/**
 * Does what a person asked for, as one command of the log.
 *
 * @returns the command, or null when everything was like that already
 * @throws AppError TERM_UNKNOWN, INVALID_INPUT (with a sentence saying why)
 */
export async function runCommand(
  store: ReadingStore,
  command: HumanCommand,
  typing: TypingSession & { end(): void },
): Promise<CommandEntry | null> {
  const { label, mergeKey, changes } = await plan(store, command)
  if (mergeKey === undefined) typing.end()
  return applyPlan(store, { label, changes, ...(mergeKey === undefined ? {} : { mergeKey: typing(mergeKey) }) })
}
