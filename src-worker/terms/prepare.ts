import type { Block, InlineSpan } from '../../src-main/contract/blocks.ts'

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

/** What identifiers look like in running text: addresses, paths, options, placeholders, calls, snake_case, dotted names. */
const IDENTIFIERS = new RegExp(
  [
    String.raw`[a-z][a-z0-9+.-]*://[^\s<>「」（）、。]+`,
    String.raw`[\w.+-]+@[\w-]+\.[\w.-]+`,
    String.raw`(?<![\w/])(?:\.{0,2}|~)?(?:/[\w.$*{}<>-]+){2,}/?`,
    String.raw`(?<![\w-])--?[A-Za-z][\w-]*(?:=\S+)?`,
    String.raw`<[A-Za-z][\w .:|-]*>`,
    String.raw`[$%]\{?[A-Za-z_]\w*[}%]?`,
    String.raw`\b\w+(?:::\w+)+`,
    String.raw`\b[\w.]+\(\)`,
    String.raw`\b\w*[A-Za-z0-9]_[A-Za-z0-9]\w*`,
    String.raw`\b[a-z]\w*(?:\.[a-z_]\w+)+\b`,
  ].join('|'),
  'gu',
)

/** Stands in for an identifier: letters only, so that taggers read one unknown noun and sentences do not break. */
const mask = (length: number): string => 'Xx'.padEnd(length, 'x').slice(0, length)

/** Masks identifiers of `block.text`, inline code that does not read like words included. */
export function prepareText(block: Pick<Block, 'text' | 'spans'>): PreparedText {
  const codes = (block.spans ?? []).filter((span) => span.kind === 'code')
  const identifiers: [number, number][] = []
  const words: InlineSpan[] = []
  for (const span of codes) {
    if (isWordLikeCode(block.text.slice(span.start, span.end))) words.push(span)
    else if (span.end > span.start) identifiers.push([span.start, span.end])
  }
  for (const match of block.text.matchAll(IDENTIFIERS)) identifiers.push([match.index, match.index + match[0].length])
  if (identifiers.length === 0 && words.length === 0) return { text: block.text, codeAt: () => null }
  let text = block.text
  for (const [start, end] of identifiers) text = text.slice(0, start) + mask(end - start) + text.slice(end)
  const inside = (start: number, end: number, from: number, to: number): boolean => start < to && end > from
  return {
    text,
    codeAt: (start, end) => {
      if (identifiers.some(([from, to]) => inside(start, end, from, to))) return 'identifier'
      return words.some((span) => inside(start, end, span.start, span.end)) ? 'word' : null
    },
  }
}

/** Lower-cases Title Case so that the tagger sees ordinary words: `Remote Tracking Branches`. Names with inner capitals and acronyms stay. */
export function decapitalise(text: string): string {
  const words = text.match(/\p{L}[\p{L}'’-]*/gu) ?? []
  const content = words.filter((word) => word.length > 3)
  const capital = content.filter((word) => /^\p{Lu}\p{Ll}/u.test(word))
  if (content.length === 0 || capital.length < content.length * 0.6) return text
  return text.replace(/\p{Lu}[\p{Ll}'’]+(?![\p{L}\d])/gu, (word, offset: number) => {
    const before = text[offset - 1]
    return before !== undefined && /[\p{L}\p{N}]/u.test(before) ? word : word.toLowerCase()
  })
}
