/**
 * The form of a sentence the dictionary can read, with the way back: line breaks between Japanese characters closed up (they are no word
 * boundary), half-width katakana widened, everything else as it is.
 */
export interface Folded {
  readonly text: string
  /** Offset in the source of each unit of `text`, and of its end. Absent when nothing changed. */
  readonly offsets?: Int32Array
}

const NEEDS_FOLDING = /[\n\r\uff66-\uff9f]/u
const HALF_WIDTH = /[\uff66-\uff9f]/u
const SOUND_MARK = /[\uff9e\uff9f]/u
const CJK = /[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff9f]/u

export function foldForDictionary(source: string): Folded {
  if (!NEEDS_FOLDING.test(source)) return { text: source }
  const offsets = new Int32Array(source.length + 1)
  let text = ''
  for (let at = 0; at < source.length; ) {
    const char = source[at]!
    offsets[text.length] = at
    if (char === '\n' || char === '\r') {
      let end = at + 1
      while (end < source.length && /\s/u.test(source[end]!)) end++
      const joins = CJK.test(text.at(-1) ?? '') && CJK.test(source[end] ?? '')
      if (!joins) text += ' '
      at = end
    } else if (HALF_WIDTH.test(char)) {
      const length = SOUND_MARK.test(source[at + 1] ?? '') ? 2 : 1
      const wide = source.slice(at, at + length).normalize('NFKC')
      // A mark that composes with nothing stays two characters.
      if (wide.length === 1 || length === 1) text += wide[0]!
      else text += char.normalize('NFKC')[0]!
      at += wide.length === 1 ? length : 1
    } else {
      text += char
      at++
    }
  }
  offsets[text.length] = source.length
  return { text, offsets: offsets.subarray(0, text.length + 1) }
}
