import type { Language } from '../../src-main/contract/blocks.ts'

export interface DetectedLanguage {
  readonly language: Language
  /** BCP 47 tag: `en`, `ja`, `zh`, `nl` … */
  readonly tag: string
}

const ENGLISH: DetectedLanguage = { language: 'en', tag: 'en' }
const JAPANESE: DetectedLanguage = { language: 'ja', tag: 'ja' }
const CHINESE: DetectedLanguage = { language: 'other', tag: 'zh' }
const SAMPLE = 4096
/** Fewer letters say nothing: "Metrics API reference" is Slovene to the n-grams. */
const SHORTEST = 40
/** An unsure guess counts from this many letters on. */
const ENOUGH = 100
/** Words that Chinese in traditional characters can't do without and Japanese writes otherwise. */
const CHINESE_WORDS = /[是這們個說對嗎你妳她您吧呢]|的(?!中|確)/gu

/** What the n-grams say of a text. */
export interface Guess {
  /** ISO 639-1 code; empty when they say nothing. */
  readonly language: string
  readonly isReliable: boolean
}

type Detector = typeof import('eld/extrasmall').default
let detector: Promise<Detector> | undefined

/** The n-grams' guess (eld, 60 languages). Loads them when first asked: 0.3 s, 30 MB of heap. */
export async function guessLanguage(sample: string): Promise<Guess> {
  detector ??= import('eld/extrasmall').then((module) => module.default)
  const guess = (await detector).detect(sample)
  return { language: guess.language, isReliable: guess.isReliable() }
}

let guesser = guessLanguage

/** Where this thread has its guesses from, instead of loading the n-grams itself (pipeline/services.ts). */
export function guessElsewhere(from: (sample: string) => Promise<Guess>): void {
  guesser = from
}

/** Tags of what a text alone does not tell (BCP 47): nothing at all, or Han characters that may be Japanese or Chinese. */
const UNTOLD = 'und'
const UNTOLD_HAN = 'und-Hani'
/** Han characters without kana from which on Chinese is told by its characters; a list of headings holds fewer. */
const ENOUGH_HAN = 20

/** Whether a text told its language itself. */
export const isSettled = ({ tag }: DetectedLanguage): boolean => tag !== UNTOLD && tag !== UNTOLD_HAN

/**
 * What a text tells of its language, by script first (kana, hangul, Han alone), then by n-grams, for a text in another script. Where it tells
 * nothing, or only that it is in Han characters, the tag is `und` or `und-Hani` and the folder has to say (settleLanguage).
 * @param text running text of the document; 4 096 characters of it, from three places, are looked at
 */
export async function tellLanguage(text: string): Promise<DetectedLanguage> {
  const untold = { language: 'en', tag: UNTOLD } as const
  const sample = takeSample(text)
  const byScript = detectByScript(sample)
  if (byScript) return byScript
  const letters = count(sample, /\p{L}/gu)
  if (letters < SHORTEST) return untold
  if (readsAsEnglish(sample)) return ENGLISH
  const guess = await guesser(sample)
  if (guess.language === '' || (letters < ENOUGH && !guess.isReliable)) return untold
  return asDetected(guess.language)
}

/** The language a document is read in, from what it tells and what its folder is in. @param folder undefined = nobody knows: English, or what the Han characters suggest */
export function settleLanguage(told: DetectedLanguage, folder: DetectedLanguage | undefined): DetectedLanguage {
  if (told.tag === UNTOLD) return folder ?? ENGLISH
  if (told.tag !== UNTOLD_HAN) return told
  if (folder?.language === 'ja' || folder?.tag === 'zh') return folder
  return told.language === 'ja' ? JAPANESE : CHINESE
}

/** Both at once, for a single text. @param folder what a text that does not tell is in */
export async function detectLanguage(text: string, folder?: DetectedLanguage): Promise<DetectedLanguage> {
  return settleLanguage(await tellLanguage(text), folder)
}

export function asDetected(tag: string): DetectedLanguage {
  if (tag === 'en') return ENGLISH
  if (tag === 'ja') return JAPANESE
  return { language: 'other', tag }
}

/** English function words that no other language written in Latin letters uses as such. */
const ENGLISH_WORDS = new Set(
  'the and this that these with from which what are were been has have you your their they when should will would'.split(' '),
)
const ENGLISH_SHARE = 0.1
const ENGLISH_KINDS = 2

/**
 * Running English text, plainly: at least a tenth of its words are English function words, two different ones among them. It spares most folders
 * the n-grams (0.3 s and 30 MB of heap); whatever is less plain is left to them.
 */
function readsAsEnglish(sample: string): boolean {
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? []
  const found = words.filter((word) => ENGLISH_WORDS.has(word))
  return found.length >= words.length * ENGLISH_SHARE && new Set(found).size >= ENGLISH_KINDS
}

/** A Han character or a kana says about as much as two letters of an alphabet. */
function detectByScript(sample: string): DetectedLanguage | undefined {
  const kana = count(sample, /[\u3041-\u309f\u30a1-\u30fa\uff66-\uff9d]/gu)
  const han = count(sample, /\p{Script=Han}/gu)
  const hangul = count(sample, /\p{Script=Hangul}/gu)
  const alphabet = count(sample, /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Thai}]/gu)
  const all = (kana + han + hangul) * 2 + alphabet
  if (all === 0 || (kana + han + hangul) * 2 < all * 0.2) return undefined
  if (hangul > kana && hangul > han / 4) return { language: 'other', tag: 'ko' }
  if (kana > han / 50) return JAPANESE
  if (readsAsJapanese(sample, han)) return { language: 'ja', tag: UNTOLD_HAN }
  return han >= ENOUGH_HAN ? CHINESE : { language: 'other', tag: UNTOLD_HAN }
}

let japaneseCharacters: Set<string> | undefined

/** Headings, tables and lists without kana: Japanese when nearly every character is in JIS X 0208, which simplified Chinese ones are not. */
function readsAsJapanese(sample: string, han: number): boolean {
  japaneseCharacters ??= new Set(jisCharacters())
  let foreign = count(sample, CHINESE_WORDS)
  for (const [char] of sample.matchAll(/\p{Script=Han}/gu)) if (!japaneseCharacters.has(char)) foreign++
  return foreign * 50 <= han
}

/** Every character of Shift_JIS's two-byte codes. */
function jisCharacters(): string {
  const bytes: number[] = []
  for (let lead = 0x81; lead <= 0xfc; lead++) {
    if (lead >= 0xa0 && lead < 0xe0) continue
    for (let trail = 0x40; trail <= 0xfc; trail++) if (trail !== 0x7f) bytes.push(lead, trail)
  }
  return new TextDecoder('shift_jis').decode(Uint8Array.from(bytes))
}

/** From the beginning, the middle and the end: a licence or an English abstract at the top is not the document. */
function takeSample(text: string): string {
  if (text.length <= SAMPLE) return text
  const third = Math.floor(SAMPLE / 3)
  const middle = Math.floor((text.length - third) / 2)
  return `${text.slice(0, third)}\n${text.slice(middle, middle + third)}\n${text.slice(-third)}`
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
