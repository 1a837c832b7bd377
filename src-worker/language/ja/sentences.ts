/**
 * Sentence boundaries of Japanese running text (one block), by character alone: no dictionary is needed, and the tokenizer then works on short
 * stretches.
 */

export interface Span {
  readonly start: number
  readonly end: number
}

const CLOSERS = new Set('」』）)］】〉》〕”’"\'')
const OPENERS = new Map(Object.entries({ '「': '」', '『': '』', '（': '）', '(': ')', '［': '］', '【': '】', '〈': '〉', '《': '》' }))
const ALWAYS = new Set('。！？｡‼⁇⁈⁉')
/** Quotes and brackets up to this length belong to the sentence around them, full stops inside and all. */
const SHORT_QUOTE = 100
/** What has no full stop for so long is a table or a file in one line; it is cut behind a 、 or white space, so that work per sentence stays bounded. */
const LONGEST_SENTENCE = 4000
const CJK = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f々ー]/u
const HIRAGANA = /[\u3041-\u3096]/u
const SPACE = /\s/u
/** How a line that is its own item begins: a bullet or a number. */
const ITEM_START = /^[ \t\u3000]*(?:[・●○◎■□◆◇▪▶※*•–-][ \t\u3000]?|[（(]?[0-9０-９]{1,3}[)）.．、][ \t\u3000]*|[①-⑳])/u

/**
 * @param text one block's running text
 * @returns the sentences in order, trimmed of white space, none empty; what lies between them is white space only
 */
export function splitJapanese(text: string): Span[] {
  const spans: Span[] = []
  let start = 0
  const cut = (end: number): void => {
    pushTrimmed(spans, text, start, end)
    start = end
  }
  for (let at = 0; at < text.length; ) {
    const char = text[at]!
    if (at - start >= LONGEST_SENTENCE) {
      at = cutPoint(text, start, at)
      cut(at)
    } else if (char === '\n') {
      if (isHardBreak(text, at)) cut(at)
      at++
    } else if (isTerminator(text, at)) {
      at = closeAfter(text, at)
      cut(at)
    } else {
      const close = OPENERS.get(char)
      const end = close === undefined ? -1 : shortQuoteEnd(text, at, char, close)
      at = end < 0 ? at + 1 : end
      if (end >= 0 && endsSentence(text, end)) cut(at)
    }
  }
  cut(text.length)
  return spans
}

/** Behind the last 、 or white space of the second half, else right here, but not inside a surrogate pair. */
function cutPoint(text: string, start: number, at: number): number {
  for (let i = at; i > start + LONGEST_SENTENCE / 2; i--) if (text[i - 1] === '、' || SPACE.test(text[i - 1]!)) return i
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at - 1 : at
}

function pushTrimmed(spans: Span[], text: string, from: number, to: number): void {
  let start = from
  let end = to
  while (start < end && SPACE.test(text[start]!)) start++
  while (end > start && SPACE.test(text[end - 1]!)) end--
  if (end > start) spans.push({ start, end })
}

function isTerminator(text: string, at: number): boolean {
  const char = text[at]!
  if (ALWAYS.has(char)) return true
  const before = text[at - 1] ?? ''
  const after = text[at + 1] ?? ''
  const endsHere = after === '' || SPACE.test(after) || CLOSERS.has(after)
  // Full-width full stop of scientific writing, not the decimal point of ３．５ or the dot of Ｎｏ．１.
  if (char === '．') return CJK.test(before) || CLOSERS.has(before) ? !/[0-9０-９]/u.test(after) : endsHere && !/[0-9０-９]/u.test(before)
  if (char === '!' || char === '?') return endsHere || CJK.test(before)
  if (char !== '.') return false
  return endsHere && (CJK.test(before) || CLOSERS.has(before) || endsEnglishSentence(text, at))
}

/** An English sentence inside a Japanese document: a word of three letters or more, a full stop, white space, a capital or CJK. */
function endsEnglishSentence(text: string, at: number): boolean {
  return /[a-z]{3}$/u.test(text.slice(Math.max(0, at - 3), at)) && /^\.\s+[A-Z\u3040-\u30ff\u4e00-\u9fff]/u.test(text.slice(at, at + 8))
}

/** Past the terminators and closing brackets that follow: `です！？」` is one end. */
function closeAfter(text: string, at: number): number {
  let end = at + 1
  while (end < text.length && (ALWAYS.has(text[end]!) || CLOSERS.has(text[end]!) || text[end] === '!' || text[end] === '?')) end++
  return end
}

/** End of the quote that opens at `at`, or −1 when it is longer than SHORT_QUOTE, not closed, or runs over a blank line. */
function shortQuoteEnd(text: string, at: number, open: string, close: string): number {
  let depth = 0
  const stop = Math.min(text.length, at + SHORT_QUOTE)
  for (let i = at; i < stop; i++) {
    if (text[i] === open) depth++
    else if (text[i] === close && --depth === 0) return i + 1
    else if (text[i] === '\n' && text[i + 1] === '\n') return -1
  }
  return -1
}

/** 「終わった。」 ends a sentence unless grammar goes on behind it (「…。」と言った). */
function endsSentence(text: string, afterClose: number): boolean {
  if (!isFinal(text[afterClose - 2] ?? '')) return false
  const next = text[afterClose] ?? ''
  return next === '' || !(HIRAGANA.test(next) || next === '、' || ALWAYS.has(next))
}

function isFinal(char: string): boolean {
  return ALWAYS.has(char)
}

/** Blank lines always end a sentence; a single line break only before an item or behind a line that ended its sentence. */
function isHardBreak(text: string, at: number): boolean {
  const lineEnd = text.indexOf('\n', at + 1)
  const line = text.slice(at + 1, lineEnd < 0 ? text.length : lineEnd)
  return line.trim() === '' || ITEM_START.test(line)
}
