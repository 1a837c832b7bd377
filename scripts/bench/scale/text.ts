/**
 * Running text in any amount whose vocabulary grows as that of real folders does. Names of things come by a process of Simon's (1955) kind: a name is
 * new with a probability that falls as Heaps' law says (V = K·n^β), else one that was used before is used again, each use counting, so that
 * frequencies follow Zipf. A name is one to three words, and the words come by the same process. No text of anybody is in it.
 */

/** Heaps' exponent and factor of names; of technical folders about .6 to .75 of multi-word candidates. */
const NAME_GROWTH = { exponent: 0.72, factor: 6 } as const
const WORD_GROWTH = { exponent: 0.55, factor: 12 } as const
/** Uses remembered; older ones are overwritten at random, which leaves the proportions. */
const MEMORY = 1 << 20

/** Numbers in [0, 1) from a seed (mulberry32): the same text on every machine. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Simon's process with Heaps' growth over things made by `make`. */
export class Reuse<Thing> {
  private readonly used: Thing[] = []
  private readonly random: () => number
  private readonly make: () => Thing
  private readonly growth: { readonly exponent: number; readonly factor: number }
  private uses = 0
  /** Things made so far. */
  made = 0

  constructor(random: () => number, make: () => Thing, growth: { readonly exponent: number; readonly factor: number }) {
    this.random = random
    this.make = make
    this.growth = growth
  }

  next(): Thing {
    const due = this.growth.factor * (this.uses + 1) ** this.growth.exponent
    this.uses++
    const isNew = this.made < due
    const thing = isNew ? this.make() : this.used[Math.floor(this.random() * this.used.length)]!
    if (isNew) this.made++
    if (this.used.length < MEMORY) this.used.push(thing)
    else this.used[Math.floor(this.random() * MEMORY)] = thing
    return thing
  }
}

const pick = <Item>(random: () => number, list: readonly Item[]): Item => list[Math.floor(random() * list.length)]!

const ONSETS = 'b br c cl d dr f fl g gr h j k l m n p pl qu r s st str t tr v w'.split(' ')
const VOWELS = 'a e i o u ai ea ou'.split(' ')
const CODAS = ' l m n r s t nd rk st x'.split(' ')
const ENDINGS = 'er or ment tion ity ness age ism ure al ing et'.split(' ')
const VERBS = 'moves holds measures opens records limits starts replaces checks returns joins delays'.split(' ')
const ADJECTIVES = 'main early local remote common second partial safe open daily'.split(' ')

const KANJI = [
  ...'機器設備装置計画管理制御測定記録処理検査試験運転保守点検資材工程品質安全環境電力通信回路信号温度圧力流量速度位置状態区分要素構造材料部品接続配線基板端子電源負荷抵抗容量周期波形変換出力入力演算照合登録認証権限契約請求支払予算決算監査',
]
const KANA = [
  ...'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモラリルレロワガギグゲゴザジズゼゾダデドバビブベボパピプペポ',
]
const DEEDS = '確認 記録 交換 測定 停止 開始 変更 登録 送信 点検'.split(' ')

function englishWord(random: () => number): string {
  const syllables = 1 + Math.floor(random() * 2)
  let word = ''
  for (let i = 0; i < syllables; i++) word += pick(random, ONSETS) + pick(random, VOWELS) + pick(random, CODAS)
  return word + pick(random, ENDINGS)
}

function japaneseWord(random: () => number): string {
  if (random() < 0.55) return pick(random, KANJI) + pick(random, KANJI)
  const length = 3 + Math.floor(random() * 3)
  let word = ''
  for (let i = 0; i < length; i++) word += pick(random, KANA)
  return random() < 0.5 ? `${word}ー` : word
}

const ENGLISH_FORMS: readonly ((a: string, b: string, c: string, random: () => number) => string)[] = [
  (a, b, c, random) => `The ${a} ${pick(random, VERBS)} the ${b} before the ${c} is read.`,
  (a, b) => `A ${a} is a part of the ${b} that people see first.`,
  (a, b, c, random) => `When the ${pick(random, ADJECTIVES)} ${a} stops, the ${b} and the ${c} go on for a while.`,
  (a, b, _c, random) => `Each ${a} ${pick(random, VERBS)} one ${b}, and nothing else.`,
  (a, b, c) => `We keep the ${a} near the ${b} because the ${c} needs it every day.`,
]
const JAPANESE_FORMS: readonly ((a: string, b: string, c: string, random: () => number) => string)[] = [
  (a, b, _c, random) => `${a}は${b}を${pick(random, DEEDS)}する。`,
  (a, b) => `${a}とは、${b}の前に置くものをいう。`,
  (a, b, c, random) => `${a}が止まったときは、${b}と${c}を${pick(random, DEEDS)}する。`,
  (a, b) => `担当者は、${a}ごとに${b}を見る。`,
  (a, b, c) => `${c}の近くでは、${a}よりも${b}を先に使う。`,
]

/** Documents of one language without end, always the same for a seed. */
export class Text {
  private readonly random: () => number
  private readonly names: Reuse<string>
  private readonly forms: typeof ENGLISH_FORMS
  private readonly between: string

  constructor(language: 'en' | 'ja', seed = 1) {
    this.random = randomNumbers(seed)
    const make = language === 'en' ? englishWord : japaneseWord
    const words = new Reuse(this.random, () => make(this.random), WORD_GROWTH)
    const joint = language === 'en' ? ' ' : ''
    this.names = new Reuse(this.random, () => this.name(words, joint), NAME_GROWTH)
    this.forms = language === 'en' ? ENGLISH_FORMS : JAPANESE_FORMS
    this.between = joint
  }

  private name(words: Reuse<string>, joint: string): string {
    const share = this.random()
    const length = share < 0.35 ? 1 : share < 0.85 ? 2 : 3
    return Array.from({ length }, () => words.next()).join(joint)
  }

  private sentence(): string {
    return pick(this.random, this.forms)(this.names.next(), this.names.next(), this.names.next(), this.random)
  }

  /** A Markdown document of about `bytes` bytes of UTF-8. */
  document(bytes: number): string {
    const parts: string[] = []
    for (let size = 0; size < bytes; ) {
      const heading = `## ${this.names.next()}`
      const paragraph = Array.from({ length: 6 + Math.floor(this.random() * 10) }, () => this.sentence()).join(this.between)
      parts.push(heading, paragraph)
      size += Buffer.byteLength(heading) + Buffer.byteLength(paragraph) + 4
    }
    return `${parts.join('\n\n')}\n`
  }
}
