import type { Chunk } from './reading-japanese.ts'
import { TERM_JA } from './reading-japanese.ts'
import { FORM_KANJI, RUNS } from './runs-japanese.ts'

/** Exactly how much, from when and until when, and how a verb is meant: what Japanese says in the words right behind another. */

const NUMBER = /(\d+(?:\.\d+)?)([^\d、。]{0,6}?)(以上|以下|以内|未満|を?超え|を?下回|を?上回|を限度)/gu
const BOUND = /以上|以下|以内|未満|超え|下回|上回|限度/u
const LEAST = /以上|上回|超え/u

/** 30日以内 for 30日以上; a bound of the passage may be said in another word of the same side. @param evidence plain passages */
export function otherBoundJa(sentence: string, evidence: string): string | null {
  const known = [...evidence.matchAll(NUMBER)].map(([, number, , bound]) => ({ number, bound: bound! }))
  for (const [, number, , bound] of sentence.matchAll(NUMBER)) {
    const same = known.filter((one) => one.number === number)
    if (same.length > 0 && !same.some((one) => LEAST.test(one.bound) === LEAST.test(bound!)))
      return `Its passages say the opposite of “${bound}”.`
  }
  for (const { number, bound } of known) {
    const plain = new RegExp(`(?<![\\d.])${number!.replace('.', '\\.')}(?![\\d.]*\\d)`, 'u')
    const at = sentence.search(plain)
    if (at < 0 || BOUND.test(sentence.slice(at, at + 14)) || /最低|最大|少なくとも|最長|最短|まで|前に|うちに/u.test(sentence)) continue
    if ([...evidence.matchAll(new RegExp(plain, 'gu'))].every(({ index }) => BOUND.test(evidence.slice(index, index + 14))))
      return `The sentence leaves out “${bound}”.`
  }
  return null
}

const SIDES = /^(.*?)(?:の)?(翌|前|当|後)日$/u
const WAYS = /^(?:から|まで)$/u

/** 公示の日から for 公示の翌日から, 8時から for 8時30分から: what から and まで stand behind. */
export function otherEndJa(sentence: readonly Chunk[], passages: readonly (readonly Chunk[])[]): string | null {
  const known = passages.flat().filter(({ particle, predicate }) => WAYS.test(particle) && predicate === null)
  for (const { head, particle, predicate } of sentence) {
    if (!WAYS.test(particle) || predicate !== null || head.includes(TERM_JA) || !/\d|日$/u.test(head)) continue
    const same = known.filter((one) => one.particle === particle)
    if (same.length === 0) continue
    const plain = (word: string): string => word.replace(/^約/u, '')
    const mine = plain(head)
    const meets = same.some((one) => {
      const theirs = plain(one.head)
      if (SIDES.test(theirs) !== SIDES.test(mine)) return false
      return /\d/u.test(mine) ? theirs === mine : theirs.includes(mine) || mine.includes(theirs)
    })
    const named = same.some((one) => /\d/u.test(one.head) === /\d/u.test(mine))
    if (!meets && named) return `Its passages don’t say this of “${head}${particle}”.`
  }
  return null
}

const MANNERS: readonly RegExp[] = [
  /やす[いくけさ]/u,
  /にく[いくけさ]|づら[いくけさ]/u,
  /すぎ|過ぎ/u,
  /予定|見込み|検討|提案|計画/u,
  /望ましい|推奨|努め|勧め/u,
]

/** 流れにくい for 流れやすい, 設置した for 設置を検討している: how the same is meant. */
export function otherMannerJa(
  sentence: readonly Chunk[],
  passages: readonly (readonly Chunk[])[],
  texts: { readonly said: string; readonly parts: readonly string[] },
): string | null {
  for (const { predicate, text } of sentence) {
    if (predicate === null) continue
    const same = passages.flat().filter((one) => one.predicate === predicate)
    for (const manner of MANNERS.slice(0, 3))
      if (same.length > 0 && same.every((one) => manner.test(one.text) !== manner.test(text)))
        return `Its passages say “${predicate}” in another way.`
  }
  const mine = [...texts.said.matchAll(RUNS)].map(([run]) => run).filter((run) => !FORM_KANJI.has(run) || /[管実]/u.test(run))
  const saying = texts.parts.filter((part) => mine.every((run) => part.includes(run)))
  for (const manner of MANNERS.slice(3))
    if (saying.length > 0 && saying.every((part) => manner.test(part)) && !manner.test(texts.said) && mine.length > 1)
      return 'Its passages only plan or advise this.'
  return null
}

/** 王手をかけられた側 for 王手をかけた側: the same を, and what is done turned into what is suffered. */
export function sufferedJa(sentence: readonly Chunk[], passages: readonly (readonly Chunk[])[]): string | null {
  const objects = (chunks: readonly Chunk[]): { noun: string; predicate: string; passive: boolean }[] =>
    chunks.flatMap((chunk, at) => {
      const verb = chunks[at + 1]
      return chunk.particle === 'を' && chunk.predicate === null && verb?.predicate != null && verb.modality === null
        ? [{ noun: chunk.head, predicate: verb.predicate, passive: verb.passive }]
        : []
    })
  const known = passages.flatMap(objects)
  const turned = objects(sentence).some(({ noun, predicate, passive }) => {
    const same = known.filter((one) => one.noun === noun && one.predicate === predicate)
    return same.length > 0 && same.every((one) => one.passive !== passive)
  })
  return turned ? 'Its passages say that somebody else does this.' : null
}

/** The nouns of a chain of の, and the particle at its end. */
function chainsOf(chunks: readonly Chunk[]): { first: string; head: string; end: string }[] {
  return chunks.flatMap((chunk, at) => {
    const next = chunks[at + 1]
    if (chunk.predicate !== null || chunk.comma || !/の$/u.test(chunk.text) || next === undefined || next.predicate !== null) return []
    return [{ first: chunk.head, head: next.head, end: /に対[すし]/u.test(next.text) ? 'に対して' : next.particle }]
  })
}

/** 遠くの恒星の位置が近くの恒星に対して: which of two of one kind stands where. */
export function whichOfTwoJa(sentence: readonly Chunk[], passages: readonly (readonly Chunk[])[]): string | null {
  const known = passages.flatMap(chainsOf)
  for (const { first, head, end } of chainsOf(sentence)) {
    if (end === '') continue
    const here = known.filter((one) => one.head === head && one.end === end)
    const mine = known.filter((one) => one.head === head && one.first === first)
    if (here.length > 0 && mine.length > 0 && !here.some((one) => one.first === first))
      return `Its passages don’t say “${first}” of “${head}”.`
  }
  return null
}
