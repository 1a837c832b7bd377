import type { Chunk } from './reading-japanese.ts'

/** What Japanese text says in one breath: passages cut where they turn to a parallel thing, sentences into clauses. */

type Chunks = readonly Chunk[]

export const textOf = (chunks: Chunks): string => chunks.map(({ text }) => text).join('')

const endsClause = (chunk: Chunk): boolean =>
  chunk.link === 'clause' || (chunk.predicate === null && /(?:で|であり)[、，]$/u.test(chunk.text))

/** Units of a passage's sentence, each with the topic and, where it has none, the predicate it goes on with. */
export function unitsJa(sentence: Chunks): Chunk[][] {
  const cuts: Chunk[][] = [[]]
  for (const [at, chunk] of sentence.entries()) {
    const before = sentence[at - 1]
    const current = cuts.at(-1)!
    const parallel = before?.comma === true && topicAhead(sentence, at) && current.some(({ topic }) => topic)
    if (
      before !== undefined &&
      current.length > 0 &&
      (parallel ||
        listsDescribed(sentence, at) ||
        (before.comma && endsClause(before) && (ownSubject(sentence, at) || twoConditions(current, sentence, at))))
    )
      cuts.push([])
    cuts.at(-1)!.push(chunk)
  }
  return cuts.map((unit, at) => {
    const topic = unit.some((chunk) => chunk.topic)
      ? []
      : cuts
          .slice(0, at)
          .flat()
          .filter((chunk) => chunk.topic)
    const predicate = unit.some((chunk) => chunk.predicate !== null)
      ? []
      : (cuts.slice(at + 1).find((one) => one.some((chunk) => chunk.predicate !== null)) ?? []).filter((chunk) => chunk.predicate !== null)
    return [...topic, ...unit, ...predicate]
  })
}

/** `形を似せる形臨と、意図をくみ取る意臨がある`: what describes the one does not describe the other. */
const listsDescribed = (sentence: Chunks, at: number): boolean => {
  const [verb, noun] = [sentence[at - 2], sentence[at - 1]]
  const next = sentence.slice(at).findIndex(({ comma, link }) => comma || link === 'clause')
  return (
    noun?.particle === 'と' && verb?.link === 'noun' && sentence.slice(at, at + Math.max(0, next) + 1).some(({ link }) => link === 'noun')
  )
}

/** `勝ち越せば上がり、負け越せば下がる`: each with a condition of its own. */
const twoConditions = (current: Chunks, sentence: Chunks, at: number): boolean =>
  sentence[at]!.link === 'condition' && current.some(({ link }) => link === 'condition')

/** What follows has somebody or something of its own that does it. */
function ownSubject(sentence: Chunks, at: number): boolean {
  const rest = sentence.slice(at)
  const end = rest.findIndex((chunk) => chunk.comma && endsClause(chunk))
  return rest.slice(0, end < 0 ? undefined : end + 1).some(({ topic, particle }) => topic || particle === 'が')
}

/** The piece up to the next comma brings a topic of its own. */
function topicAhead(sentence: Chunks, at: number): boolean {
  for (const chunk of sentence.slice(at)) {
    if (chunk.topic) return true
    if (chunk.comma || chunk.predicate !== null) return false
  }
  return false
}

/** Clauses of a written sentence; a condition stays with what it is the condition of. */
export function clausesJa(sentence: Chunks): Chunk[][] {
  const out: Chunk[][] = [[]]
  for (const chunk of sentence) {
    out.at(-1)!.push(chunk)
    if (endsClause(chunk) || (chunk.comma && chunk.link === 'noun')) out.push([])
  }
  return out.filter((clause) => clause.length > 0)
}
