import { type Chunk, TERM_JA } from './reading-japanese.ts'

/** What belongs to what (AのB), what something is not (Aではなく), and from or to: read from neighbouring phrases. */

type Chunks = readonly Chunk[]

const FORM =
  /^(?:もの|こと|ため|場合|とき|時|際|中|間|前|後|方|上|下|内|外|ほか|他|それ|これ|その|この|一つ|一部|名|等|側|者|人|時間|以上|以下|以内|未満)$/u

function links(chunks: Chunks): [string, string][] {
  return chunks.flatMap((chunk, at): [string, string][] => {
    const next = chunks[at + 1]
    if (next === undefined || chunk.predicate !== null || chunk.comma || !/[のな]$/u.test(chunk.text)) return []
    return [[chunk.head, next.predicate === null ? next.head : next.predicate]]
  })
}

const near = (text: string, a: string, b: string): boolean => {
  const first = /^[一-鿿]+[ぁ-ん]/u.test(b) ? b[0]! : b
  for (let at = text.indexOf(a); at >= 0; at = text.indexOf(a, at + 1)) {
    const reach = text.slice(at + a.length, at + a.length + 12)
    const stop = reach.search(/[。、]/u)
    if ((stop < 0 ? reach : reach.slice(0, stop)).replace(/[にへで].*$/u, '').includes(first)) return true
  }
  return false
}

/** 売主の銀行 for 買主の銀行. @returns a sentence for people, or null */
export function belongsElsewhere(sentence: Chunks, passages: readonly Chunks[], evidence: string): string | null {
  const known = passages.flatMap(links)
  for (const [a, b] of links(sentence)) {
    if (FORM.test(a) || FORM.test(b) || b.includes(TERM_JA) || near(evidence, a, b) || near(evidence, b, a)) continue
    const alike = (one: string, two: string): boolean => one.includes(two) || two.includes(one)
    if (known.some(([one, thing]) => alike(one, a) && alike(thing, b))) continue
    const other = known.find(([one, thing]) => (thing === b && one !== a) || (one === a && thing !== b))
    if (other !== undefined) return `Its passages say “${other[0]}の${other[1]}”, not “${a === TERM_JA ? '…' : a}の${b}”.`
  }
  return null
}

/** 書類ではなく貨物 for 貨物ではなく書類. */
export function contrastTurned(sentence: Chunks, passages: readonly Chunks[]): string | null {
  const nouns = passages.flat().filter(({ predicate }) => predicate === null)
  for (const chunk of sentence) {
    if (chunk.predicate !== null || chunk.head.includes(TERM_JA)) continue
    const same = nouns.filter(({ head }) => head === chunk.head)
    if (same.length === 0 || same.some(({ negated }) => negated === chunk.negated)) continue
    return chunk.negated
      ? 'The sentence denies something that none of its passages denies.'
      : 'Its passages say the opposite: the sentence leaves out their negation.'
  }
  return null
}

const WAYS: Readonly<Record<string, 'from' | 'to'>> = { から: 'from', に: 'to', へ: 'to', まで: 'to' }

/** 東京に for 東京から: the noun is only ever named as where something comes from, or goes to. */
export function wayTurnedJa(sentence: Chunks, passages: readonly Chunks[]): string | null {
  const known = passages.flat()
  for (const { head, particle, predicate } of sentence) {
    const way = WAYS[particle]
    if (way === undefined || predicate !== null || head.includes(TERM_JA)) continue
    const same = known.filter((one) => one.head === head && one.predicate === null)
    if (same.length > 0 && same.every((one) => WAYS[one.particle] !== undefined && WAYS[one.particle] !== way))
      return 'Its passages compare or order these the other way round.'
  }
  return null
}

/** Who is spoken of in a sentence, and the other things it names. */
function topics(chunks: Chunks): { topic: string; others: readonly string[]; predicate: string }[] {
  const predicate = chunks.findLast((chunk) => chunk.predicate !== null)
  if (predicate == null || predicate.passive) return []
  return chunks.flatMap((chunk, at) => {
    if (!chunk.topic || chunk.particle !== '' || chunk.negated) return []
    const others = chunks.slice(at + 1).filter((one) => one.predicate === null && !/^(?:が|によって)$/u.test(one.particle))
    return [{ topic: chunk.head, others: others.map(({ head }) => head), predicate: predicate.predicate! }]
  })
}

/** 経糸は緯糸の間を通す for 緯糸は経糸の間を通す: the same is done, and who does it stands where the other stood. */
export function topicSwapped(sentence: readonly Chunks[], passages: readonly Chunks[]): string | null {
  const known = passages.flatMap(topics)
  const turned = sentence.flatMap(topics).some(({ topic, others, predicate }) => {
    const same = known.filter((one) => one.predicate === predicate)
    return (
      same.some((one) => one.topic !== topic && others.includes(one.topic) && one.others.includes(topic)) &&
      !same.some((one) => one.topic === topic)
    )
  })
  return turned ? 'Its passages compare or order these the other way round.' : null
}

/** 暖かい空気が冷たい空気の下に for 冷たい空気が暖かい空気の下に: the quality belongs to the other of two. */
export function qualitySwapped(sentence: Chunks, passages: readonly Chunks[]): string | null {
  const described = (chunks: Chunks): [string, string, string, string][] =>
    chunks.flatMap((chunk, at): [string, string, string, string][] => {
      const noun = chunks[at + 1]
      return chunk.predicate !== null &&
        /い$/u.test(chunk.predicate) &&
        chunk.link === 'noun' &&
        noun !== undefined &&
        noun.predicate === null
        ? [[chunk.predicate, noun.head, noun.particle, chunks.slice(at + 2).find((one) => one.predicate !== null)?.predicate ?? '']]
        : []
    })
  const known = passages.flatMap(described)
  for (const [quality, noun, particle, deed] of described(sentence)) {
    const same = known.filter(([, one, where]) => one === noun && where === particle)
    // `新しい女王蜂が生まれる前に、古い女王蜂が出る`: which of them does this.
    const doing = same.filter(([, , , other]) => other === deed && deed !== '')
    const there = doing.length > 0 ? doing : same
    if (there.length > 0 && !there.some(([one]) => one === quality) && known.some(([one, thing]) => one === quality && thing === noun))
      return `Its passages say the opposite of “${quality}”.`
  }
  return null
}
