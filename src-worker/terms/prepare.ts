import type { Block } from '../../src-main/contract/blocks.ts'

/** A block's text made ready for the language engine: same length and offsets as `block.text`, identifiers masked. */
export interface PreparedText {
  readonly text: string
  /** `word` = inline code that reads like words, `identifier` = masked, null = running text. Offsets in the text. */
  codeAt(start: number, end: number): 'word' | 'identifier' | null
}

/** Words with a letter each, joined by single spaces or hyphens: `commit graph`, `tree-ish`, `HEAD`; never `core.bare`, `--no-ff`, `getUser`. */
const WORD_LIKE = /^[\p{L}][\p{L}\p{M}ー・]*(?:[ -][\p{L}][\p{L}\p{M}ー・]*){0,3}$/u
const CAMEL = /\p{Ll}\p{Lu}/u

/** True when inline code reads like a term a person could look up, not like an identifier, a command line or a path. */
export function isWordLikeCode(code: string): boolean {
  return WORD_LIKE.test(code) && !CAMEL.test(code) && code.length <= 40
}

/**
 * What identifiers look like in running text: addresses, paths, files that begin with a dot, folders, keys pressed together, options, placeholders,
 * calls, snake_case, dotted names. Every repetition is bounded or anchored at its left, so that a megabyte without a space costs no more than a
 * megabyte of prose.
 */
const IDENTIFIERS = new RegExp(
  [
    String.raw`\b[a-z][a-z0-9+.-]{0,20}://[^\s<>「」（）、。]+`,
    String.raw`(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,100}`,
    String.raw`(?<![\w/])(?:\.{0,2}|~)?(?:/[\w.$*{}<>-]+){2,}/?`,
    String.raw`(?<![\w/.-])[a-z]{1,3}/[a-z\d]{1,40}-[\w-]{1,80}`,
    String.raw`\b[A-Za-z]:\\[^\s"'<>|,;「」（）、。]*`,
    String.raw`(?<![\p{L}\p{N}.…)\]}"'”’/])\.[a-z][\w-]*(?:\.[\w-]+)*(?![\w(])`,
    String.raw`(?<![\w/.-])[\w.-]{1,64}\w/(?=[\s,;:)）」』、。]|$)`,
    String.raw`\b(?:[Cc]trl|Control|Alt|Shift|Cmd|Command|Meta|Super|Win|Option|Fn)\s?\+\s?(?:[A-Za-z]\w{0,20}|\S)(?:\s?\+\s?\w{1,20})*`,
    String.raw`(?<![\w-])--?[A-Za-z][\w-]*(?:=\S+)?`,
    String.raw`<[A-Za-z][\w .:|-]{0,80}>`,
    String.raw`[$%]\{?[A-Za-z_]\w*[}%]?`,
    String.raw`\b\w+(?:::\w+)+`,
    String.raw`(?<![\w.])[\w.]{1,100}\(\)`,
    String.raw`\b\w*[A-Za-z0-9]_[A-Za-z0-9]\w*`,
    String.raw`\b[a-z]\w*(?:\.[a-z_]\w+)+\b`,
  ].join('|'),
  'gu',
)

/** Stands in for an identifier: letters only, so that taggers read one unknown noun and sentences do not break. */
const mask = (length: number): string => 'Xx'.padEnd(length, 'x').slice(0, length)

type Interval = readonly [start: number, end: number]

/** Sorted intervals without overlap. */
function united(intervals: readonly Interval[]): Interval[] {
  const out: [number, number][] = []
  for (const [start, end] of [...intervals].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = out.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else out.push([start, end])
  }
  return out
}

/** Whether [start, end) touches one of the sorted intervals, by binary search. */
function touches(intervals: readonly Interval[], start: number, end: number): boolean {
  let low = 0
  let high = intervals.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (intervals[middle]![1] <= start) low = middle + 1
    else high = middle
  }
  return low < intervals.length && intervals[low]![0] < end
}

function masked(text: string, identifiers: readonly Interval[]): string {
  const parts: string[] = []
  let at = 0
  for (const [start, end] of identifiers) {
    parts.push(text.slice(at, start), mask(end - start))
    at = end
  }
  parts.push(text.slice(at))
  return parts.join('')
}

/** Masks identifiers of `block.text`, inline code that does not read like words included. Linear in the length of the text. */
export function prepareText(block: Pick<Block, 'text' | 'spans'>): PreparedText {
  const identifiers: Interval[] = []
  const words: Interval[] = []
  for (const span of block.spans ?? []) {
    if (span.kind !== 'code' || span.end <= span.start) continue
    if (isWordLikeCode(block.text.slice(span.start, span.end))) words.push([span.start, span.end])
    else identifiers.push([span.start, span.end])
  }
  for (const match of block.text.matchAll(IDENTIFIERS)) identifiers.push([match.index, match.index + match[0].length])
  if (identifiers.length === 0 && words.length === 0) return { text: block.text, codeAt: () => null }
  const hidden = united(identifiers)
  const shown = united(words)
  return {
    text: masked(block.text, hidden),
    codeAt: (start, end) => (touches(hidden, start, end) ? 'identifier' : touches(shown, start, end) ? 'word' : null),
  }
}

/** A heading in capitals, with a word too long for an acronym: `REMOTE BRANCHES`. */
const isShouted = (text: string): boolean => !/\p{Ll}/u.test(text) && /\p{Lu}{7,}/u.test(text)

/**
 * Lower-cases Title Case and capitals so that the tagger sees ordinary words: `Remote Tracking Branches`, `REMOTE BRANCHES`. Names with inner
 * capitals and acronyms stay.
 */
export function decapitalise(text: string): string {
  if (isShouted(text)) return text.toLowerCase()
  const words = text.match(/\p{L}[\p{L}'’-]*/gu) ?? []
  const content = words.filter((word) => word.length > 3)
  const capital = content.filter((word) => /^\p{Lu}\p{Ll}/u.test(word))
  if (content.length === 0 || capital.length < content.length * 0.6) return text
  return text.replace(/\p{Lu}[\p{Ll}'’]+(?![\p{L}\d])/gu, (word, offset: number) => {
    const before = text[offset - 1]
    return before !== undefined && /[\p{L}\p{N}]/u.test(before) ? word : word.toLowerCase()
  })
}
