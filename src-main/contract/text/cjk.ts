import { JAPANESE_KANJI, KOREAN, SIMPLIFIED, TRADITIONAL } from './cjk-common.ts'

/** Telling the two-byte encodings of East Asia apart, which nearly any of their texts is valid in, by what the text then says. */

interface Candidate {
  readonly encoding: string
  readonly language: 'ja' | 'zh' | 'ko'
  readonly common: ReadonlySet<string>
}

const CANDIDATES: readonly Candidate[] = [
  { encoding: 'shift_jis', language: 'ja', common: JAPANESE_KANJI },
  { encoding: 'euc-jp', language: 'ja', common: JAPANESE_KANJI },
  { encoding: 'gb18030', language: 'zh', common: new Set([...SIMPLIFIED, ...TRADITIONAL]) },
  { encoding: 'big5', language: 'zh', common: TRADITIONAL },
  { encoding: 'euc-kr', language: 'ko', common: KOREAN },
]

const DETECTION_BYTES = 256 * 1024
/** Share of the characters beyond ASCII that must be common ones: text read rightly has 0.4 to 0.95, wrongly below 0.2. */
const LEAST_COMMON = 0.25
const LEAST_COMMON_SHORT = 0.6
/** Punctuation of East Asia, whose bytes mean nothing together in Western encodings. */
const MARKS = '、。，「」'

/** The East Asian encoding the bytes read best in, null when they read well in none. */
export function bestCjk(bytes: Uint8Array): string | null {
  let best: { encoding: string; score: number } | null = null
  for (const candidate of CANDIDATES) {
    const sample = strict(candidate.encoding, bytes) ?? strictHead(candidate.encoding, bytes)
    const score = sample === null ? 0 : plausibility(sample, candidate)
    if (score > (best?.score ?? 0)) best = { encoding: candidate.encoding, score }
  }
  return best?.encoding ?? null
}

/** The text, null when any byte is not in the encoding. */
export function strict(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null // a TypeError is how the decoder says "not this encoding"
  }
}

/** A long file with one broken byte far down is still what it is: judge its first part, cut at a line end so that no character is halved. */
function strictHead(encoding: string, bytes: Uint8Array): string | null {
  const cut = bytes.subarray(0, Math.min(DETECTION_BYTES, Math.floor(bytes.length * 0.75))).lastIndexOf(10)
  return cut > 1024 ? strict(encoding, bytes.subarray(0, cut)) : null
}

/** 0 = cannot be; else the share of common characters, kana and Hangul being common in their languages. */
function plausibility(text: string, { language, common }: Candidate): number {
  let known = 0
  let letters = 0
  let wrong = 0
  let run = 0
  let longest = 0
  let marks = 0
  for (let i = 0; i < text.length && i < DETECTION_BYTES; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) {
      run = 0
      continue
    }
    longest = Math.max(longest, ++run)
    const kana = code >= 0x3041 && code <= 0x30fc
    if (isNoText(code)) wrong += 3
    // Half-width katakana: EUC bytes read as Shift_JIS are full of it.
    else if (code >= 0xff61 && code <= 0xff9f) wrong += 1.5
    else {
      letters++
      if ((kana && language === 'ja') || MARKS.includes(text[i]!)) marks++
      if (language === 'ja' ? kana || common.has(text[i]!) : common.has(text[i]!)) known++
      else if (kana && language !== 'ja') wrong++
      else if (language === 'ko' && code >= 0x4e00 && code <= 0x9fff) wrong += 0.5
    }
  }
  const score = known / Math.max(1, letters + wrong)
  // Pairs of accented Latin letters also read as kanji, but stand alone between ASCII letters; these languages come in runs, or with kana or marks of
  // their own. Korean words may be short; the syllables that Latin letters would give are rare ones.
  const alone = longest < 3 && marks === 0
  const least = alone && language === 'ko' && letters >= 3 ? LEAST_COMMON_SHORT : alone ? 2 : LEAST_COMMON
  return score >= least ? score : 0
}

/** Replacement characters, C1 controls, private use. */
const isNoText = (code: number): boolean => code === 0xfffd || (code >= 0x80 && code < 0xa0) || (code >= 0xe000 && code < 0xf900)
