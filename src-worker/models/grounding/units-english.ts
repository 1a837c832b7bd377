import { isNoun, isVerb, means, type ReadWord } from './reading-english.ts'
import { numberOf } from './words-english.ts'

/**
 * What is said in one breath. Passages are cut where they turn to a parallel thing (`those in red at once, those in yellow within two hours`),
 * sentences into clauses: what a clause says, with its condition, must be said in one unit of a passage.
 */
export type Unit = readonly ReadWord[]

const SUBORDINATES =
  /^(?:that|which|who|whom|whose|where|when|while|if|because|unless|until|once|whereas|so|before|after|although|by|in|under)$/u
const RELATIVES = /^(?:that|which|who|whom|whose|where)$/u
const CONDITIONS = /^(?:if|when|unless|until|once|before|after|while)$/u
const COORDINATES = /^(?:and|but|or|while|whereas)$/u
const PARALLEL_STARTS = /^(?:those|that)$/u

const isComma = ({ text }: ReadWord): boolean => text === ','
const isStop = ({ text }: ReadWord): boolean => /^[;:.]$/u.test(text)

function splitAt(words: Unit, at: (index: number) => boolean): Unit[] {
  const out: ReadWord[][] = [[]]
  for (const [index, word] of words.entries()) {
    if (index > 0 && at(index)) out.push([])
    out.at(-1)!.push(word)
  }
  return out.filter((unit) => unit.length > 0)
}

/** Words up to the next mark. */
function upToMark(words: Unit, from: number): Unit {
  const end = words.findIndex((word, index) => index >= from && (isComma(word) || isStop(word)))
  return words.slice(from, end < 0 ? undefined : end)
}

/** `the scion which fruit it bears`, `those in yellow within two hours`, `for drug B 24 hours`: the same said of another thing. */
function isParallel(before: Unit, piece: Unit): boolean {
  const [first] = piece
  if (first?.text === 'and' && secondThing(piece.slice(1))) return true
  if (first === undefined || !before.some(isVerb) || leadsUp(before)) return false
  const rest = COORDINATES.test(first.text) ? piece.slice(1) : piece
  const start = rest[0]
  if (start === undefined || (SUBORDINATES.test(start.text) === true && !PARALLEL_STARTS.test(start.text))) return false
  const verb = rest.findIndex(isVerb)
  if (PARALLEL_STARTS.test(start.text)) return start.pos !== 'CONJ' && rest[1]?.pos === 'ADP'
  if (start.pos === 'ADP' && start.text !== 'to')
    return before[0]?.text === start.text || (/\d/u.test(textOf(before)) && /\d/u.test(textOf(rest)))
  if (verb > 0 && !/(?:ing|ed)$/u.test(rest[verb]!.text)) return rest.slice(0, verb).some((word) => isNoun(word) || word.pos === 'PRON')
  if (verb >= 0) return false
  const noun = rest.findIndex(isNoun)
  const after = noun < 0 ? undefined : rest.slice(noun).find((word) => !isNoun(word))
  if (after === undefined || after.text === 'of' || after.pos === 'CONJ') return false
  if (secondThing(rest)) return true
  return start.pos === 'DET' || (/\d/u.test(textOf(before)) === true && /\d/u.test(textOf(rest)))
}

/** `If the seller fails, …`, `The longer it is cooked, …`: what follows the comma is what it leads up to. */
const leadsUp = (before: Unit): boolean =>
  (CONDITIONS.test(before[0]!.text) ||
    /^(?:because|although|since|as)$/u.test(before[0]!.text) ||
    /^the (?:more|less|\p{L}+er)\b/u.test(textOf(before))) &&
  before.filter(isComma).length < 2

const textOf = (unit: Unit): string => unit.map(({ text }) => text).join(' ')

/** Verbs, and for `those` and `that` the things, that a piece without a verb of its own goes on with. */
function inherited(before: Unit, piece: Unit): Unit {
  if (piece.some((word) => isVerb(word) && !/ing$/u.test(word.text))) return []
  const verbs = before.filter((word) => isVerb(word) && !/ing$/u.test(word.text))
  if (!piece.slice(0, 2).some(({ text }) => PARALLEL_STARTS.test(text))) return verbs
  const end = before.findIndex((word) => isVerb(word) || word.pos === 'ADP')
  return [...verbs, ...before.slice(0, Math.max(0, end)).filter(isNoun)]
}

/** Units of a passage's sentence. */
export function unitsOf(words: Unit): Unit[] {
  return splitAt(words, (at) => isStop(words[at - 1]!)).flatMap((part) => {
    const out: Unit[] = []
    for (const piece of splitAt(part, (at) => isComma(part[at - 1]!) || numbersApart(part, at))) {
      const clean = piece.filter((word) => !isComma(word) && !isStop(word))
      const before = out.at(-1)
      if (before !== undefined && isParallel(before, clean)) out.push([...clean, ...inherited(before, clean)])
      else if (before !== undefined) out[out.length - 1] = [...before, ...piece]
      else out.push(piece)
    }
    return out
  })
}

/** `green lights its centre line`: two things side by side without a verb. */
function secondThing(piece: Unit): boolean {
  if (piece.some(isVerb)) return false
  const noun = piece.findIndex(isNoun)
  const after = noun < 0 ? undefined : piece.slice(noun).find((word) => !isNoun(word))
  return after !== undefined && (after.pos === 'DET' || /^(?:its|their)$/u.test(after.text))
}

/** `peas for 2 minutes and carrots for 5 minutes`: an “and” between two things with a number each. */
function numbersApart(words: Unit, at: number): boolean {
  if (words[at]!.text !== 'and' || words[at - 1]?.pos === 'NUM') return false
  const rest = upToMark(words, at + 1)
  if (secondThing(rest)) return true
  const noun = rest.findIndex(isNoun)
  const tail = noun < 0 ? [] : rest.slice(noun).filter((word) => !isNoun(word))
  return tail[0]?.pos === 'ADP' && /\d/u.test(textOf(rest)) && /\d/u.test(textOf(words.slice(0, at)))
}

/** Clauses of a written sentence; what only circumscribes (`before the trial`) stays with its clause. */
export function clausesOf(words: Unit): Unit[] {
  return splitAt(words, (at) => {
    const word = words[at]!
    if (isStop(words[at - 1]!)) return true
    if (isComma(words[at - 1]!) && (words.slice(0, at).some(isVerb) || (isVerb(word) && /(?:ed|en|ing)$/u.test(word.text)))) return true
    const rest = upToMark(words, at + 1)
    if (numbersApart(words, at)) return true
    if (SUBORDINATES.test(word.text)) return opensClause(word, rest)
    return COORDINATES.test(word.text) && coordinatesClause(rest)
  }).map((clause) => clause.filter((word) => !isComma(word) && !isStop(word)))
}

function opensClause({ text }: ReadWord, rest: Unit): boolean {
  if (/^(?:by|in|under)$/u.test(text)) return /^(?:which|whom|that)$/u.test(rest[0]?.text ?? '')
  if (RELATIVES.test(text)) return rest.some(isVerb)
  const verb = rest.findIndex(isVerb)
  return verb > 0 && rest.slice(0, verb).some((word) => isNoun(word) || word.pos === 'PRON') && !/ing$/u.test(rest[verb]!.text)
}

function coordinatesClause(rest: Unit): boolean {
  const verb = rest.findIndex(isVerb)
  if (verb < 0) return false
  const before = rest.slice(0, verb)
  return before.every(({ pos }) => pos === 'ADV' || pos === 'PART') || before.some((word) => isNoun(word) || word.pos === 'PRON')
}

const contentOf = (unit: Unit): Unit => unit.filter(({ content }) => content)

const PREFIXED = /^(?:un|non-?|in|im|ir|dis)(\p{L}{5,})$/u

/** The unit holds the word: as it is, in the pieces of its hyphens, or denied where a prefix denies it (`undelivered`). */
function holds(unit: Unit, text: string): boolean {
  if (unit.some((word) => means(word.text, text))) return true
  if (text.includes('-')) return text.split('-').every((piece) => unit.some((word) => means(word.text, numberOf(piece) ?? piece)))
  const [, base] = PREFIXED.exec(text) ?? []
  return base !== undefined && unit.some((word) => word.negated && means(word.text, base))
}

const covers = (unit: Unit, content: Unit): boolean => content.every(({ text }) => holds(unit, text))

/**
 * Is what each clause says, with its condition, said in one unit of the passages, and with the same “not”?
 * @param ignored words that need no evidence
 * @param restored objects that another sentence gives the same verb: `swarms leave [the hive] on warm days`
 * @returns a sentence for people, or null
 */
export function saidApart(
  sentence: Unit,
  units: readonly Unit[],
  ignored: (word: string) => boolean,
  restored: (word: string) => boolean,
): string | null {
  const clauses = clausesOf(sentence)
  for (const [at, clause] of clauses.entries()) {
    const said = withCondition(clauses, at)
    const content = contentOf(said).filter(({ text }) => !ignored(text))
    if (content.length < 2) continue
    const whole = units.filter((unit) => covers(unit, content))
    const covering =
      whole.length > 0
        ? whole
        : units.filter((unit) =>
            covers(
              unit,
              content.filter(({ text }) => !restored(text)),
            ),
          )
    if (covering.length > 0 && !covering.some((unit) => sameTime(clause, unit))) return 'Its passages put this at another time.'
    if (covering.length === 0) return 'No single sentence of its passages says this: it puts words of several together.'
    const wrong = turnedWord(
      contentOf(clause).filter(({ text }) => !ignored(text)),
      covering,
    )
    if (wrong !== null)
      return wrong.negated
        ? 'The sentence denies something that none of its passages denies.'
        : 'Its passages say the opposite: the sentence leaves out their “not”.'
  }
  return null
}

/** Words for before and for after: one that the sentence has must stand in the unit, in this or another word. */
const TIMES = [
  /^(?:before|until|till|prior|ahead|previously|beforehand|advance)$/u,
  /^(?:after|afterwards|once|when|following|from|since|then|later|next|soon|within|if|as)$/u,
] as const
const MARKS = [/^before$/u, /^(?:after|afterwards)$/u] as const

const sameTime = (clause: Unit, unit: Unit): boolean =>
  MARKS.every(
    (mark, at) =>
      !clause.some(({ text }) => mark.test(text)) || unit.some(({ text }) => TIMES[at]!.test(text) || MARKS.some((one) => one.test(text))),
  )

/** A clause and, where it is the condition of another or has one, that one. */
function withCondition(clauses: readonly Unit[], at: number): Unit {
  const isCondition = (clause: Unit | undefined): boolean => CONDITIONS.test(clause?.[0]?.text ?? '')
  const clause = clauses[at]!
  if (isCondition(clause)) return [...clause, ...((at === 0 ? clauses[1] : clauses[at - 1]) ?? [])]
  return clause
}

/** A word that every covering unit has under a “not” and the clause has not, or the other way. */
function turnedWord(content: Unit, covering: readonly Unit[]): ReadWord | null {
  const turned = (word: ReadWord, unit: Unit): boolean => {
    const same = unit.filter(({ text }) => means(text, word.text))
    return same.length > 0 && same.every(({ negated }) => negated !== word.negated)
  }
  const wrong = covering.map((unit) => content.find((word) => turned(word, unit)))
  return wrong.every((word) => word !== undefined) ? (wrong[0] ?? null) : null
}
