/** What a rewriting changed, word by word: longest common subsequence over words (Latin) and characters (CJK). */

export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Longer texts are shown whole, old and new: the table is quadratic. */
const MOST = 600
const TOKENS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]|[\p{L}\p{N}'’-]+|\s+|[^\s\p{L}\p{N}]/gu

/** @returns the parts in order; together without `added` they are `before`, without `removed` they are `after` */
export function diffWords(before: string, after: string): readonly DiffPart[] {
  const a = before.match(TOKENS) ?? []
  const b = after.match(TOKENS) ?? []
  if (a.join('') !== before || b.join('') !== after || a.length > MOST || b.length > MOST)
    return joined([...whole('removed', before), ...whole('added', after)])
  const common = lengths(a, b)
  const parts: DiffPart[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push({ kind: 'same', text: a[i]! })
      i++
      j++
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) parts.push({ kind: 'removed', text: a[i++]! })
    else parts.push({ kind: 'added', text: b[j++]! })
  }
  return joined(parts)
}

const whole = (kind: DiffPart['kind'], text: string): DiffPart[] => (text === '' ? [] : [{ kind, text }])

/** Length of the longest common subsequence of every two tails. */
function lengths(a: readonly string[], b: readonly string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i]![j] = a[i] === b[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!)
    }
  }
  return table
}

/** Neighbours of one kind as one part. */
function joined(parts: readonly DiffPart[]): DiffPart[] {
  const out: DiffPart[] = []
  for (const part of parts) {
    const last = out.at(-1)
    if (last?.kind === part.kind) out[out.length - 1] = { kind: part.kind, text: last.text + part.text }
    else out.push(part)
  }
  return out
}

const SENTENCES = /[^.!?。！？]+(?:[.!?。！？]+\s*|$)/gu

/** Both texts as one, to be edited: mine, then the sentences of the other that mine has not. */
export function bothTexts(mine: string, other: string, language: string): string {
  const key = (text: string): string =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s\p{P}]+/gu, '')
  const has = new Set((mine.match(SENTENCES) ?? []).map(key))
  const more = (other.match(SENTENCES) ?? []).filter((sentence) => !has.has(key(sentence))).map((sentence) => sentence.trim())
  const parts = [mine.trim(), ...more].filter((part) => part !== '')
  return parts.join(language === 'ja' ? '' : ' ')
}
