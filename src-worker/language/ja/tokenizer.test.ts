import { createRequire } from 'node:module'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Dictionary, dictionaryFolder, loadDictionary } from './dictionary.ts'
import { Tokenizer } from './tokenizer.ts'
import { Vocabulary } from './vocabulary.ts'

interface KuromojiToken {
  surface_form: string
  pos: string
  pos_detail_1: string
  basic_form: string
  reading?: string
}
interface Kuromoji {
  tokenize(text: string): KuromojiToken[]
}

let dictionary: Dictionary
let tokenizer: Tokenizer
let vocabulary: Vocabulary
let kuromoji: Kuromoji

beforeAll(async () => {
  dictionary = await loadDictionary()
  tokenizer = new Tokenizer(dictionary)
  vocabulary = new Vocabulary(dictionary)
  const { builder } = createRequire(import.meta.url)('@sglkc/kuromoji') as {
    builder(options: { dicPath: string }): { build(done: (error: unknown, built: Kuromoji) => void): void }
  }
  kuromoji = await new Promise((resolve, reject) =>
    builder({ dicPath: dictionaryFolder() }).build((error, built) => (error ? reject(error as Error) : resolve(built))),
  )
})

const own = (text: string): string[] => {
  const flat = tokenizer.tokenize(text)
  const words: string[] = []
  for (let i = 0; i < flat.length; i += 3) {
    const [pos, detail, , , , , base, reading = '-'] = vocabulary.fields(flat[i]!)
    words.push([text.slice(flat[i + 1], flat[i + 2]), pos, detail, base, flat[i]! < 0 ? '-' : reading].join('/'))
  }
  return words
}
const original = (text: string): string[] =>
  kuromoji.tokenize(text).map((t) => [t.surface_form, t.pos, t.pos_detail_1, t.basic_form, t.reading ?? '-'].join('/'))

const TEXTS = [
  'すもももももももものうち。',
  '地方裁判所は、訴状の送達が完了した日から三十日以内に第一回口頭弁論期日を指定しなければならない。',
  '心不全の患者では、左室駆出率（LVEF）が40%未満に低下していることがある。',
  '風力発電機のブレードは、繊維強化プラスチック製で、先端の周速比を最適に保つようピッチ角を制御する。',
  'サーバー側でOAuth 2.0のアクセストークンを検証し、期限切れの場合は401 Unauthorizedを返します！',
  'ﾊﾝｶｸｶﾀｶﾅと、全角ＡＢＣ１２３、ギリシャ文字αβγ、キリル文字Дあ、記号★♪〒、空白 　が混ざる文。',
  'わーい、やったー！！ｗｗｗ　それな、ぽぺぴぷゅ？！……',
  '髙島屋と﨑の字、々〆ヶ、鰯鯖鱈のような漢字ばかりの魚名。',
  'http://example.jp/path?x=1&y=2 と C++/C# と a_b-c.d',
  '二〇二六年十一月二十一日（土）午前一時十五分、気温－３．５℃、湿度６５％。',
  'お客様にはご不便をおかけいたしますが、何卒ご理解とご協力を賜りますようお願い申し上げます。',
  '',
  '、、。。',
  'abc',
]

describe('Tokenizer', () => {
  it.each(TEXTS)('gives the words kuromoji gives: %s', (text) => {
    expect(own(text)).toEqual(original(text))
  })

  it('gives the words kuromoji gives on random mixtures of Japanese pieces', () => {
    const pieces = TEXTS.join('').split(/(?<=[、。ぁ-ん])/u)
    const unit = fc.oneof(
      fc.constantFrom(...pieces),
      fc.constantFrom('ー', 'ッ', 'ん', '々', 'Ａ', 'z', '9', ' ', '\n', '(', '・', '〜', '鬱', 'ヴ', 'ゝ', '㈱', 'é', 'ß', '한글', '中国'),
    )
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        expect(own(text)).toEqual(original(text))
      }),
      { numRuns: 300, seed: 5 },
    )
  })

  it('covers any text without gap or overlap, surrogates included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const flat = tokenizer.tokenize(text)
        let at = 0
        for (let i = 0; i < flat.length; i += 3) {
          expect(flat[i + 1]).toBe(at)
          expect(flat[i + 2]).toBeGreaterThan(at)
          at = flat[i + 2]!
        }
        expect(at).toBe(text.length)
      }),
      { numRuns: 300, seed: 5 },
    )
  })

  it.each([
    ['words and unknown words in turns', '東京特許許可局長今日急遽許可却下abc'],
    // Runs of one class in which a word may begin at every place, or at every few.
    ['wide letters alone', 'Ａ'],
    ['figures of Chinese characters alone', '一'],
    ['one word of katakana', 'コンピュータ'],
    ['hiragana alone', 'か'],
    ['signs of no word', '☃'],
  ])('looks into the dictionary in proportion to the length of a stretch without punctuation: %s', (_, unit) => {
    // Shorter and longer than the pieces a stretch is cut into.
    for (const length of [700, 9000]) {
      const [short, long] = [looks(unit, length), looks(unit, length * 4)]
      expect(short).toBeGreaterThan(length)
      expect(long).toBeLessThan(short * 4 * 1.2)
    }
  })
})

/** How often the trie, the connection costs and the character classes are read for a text of `unit` over and over. */
function looks(unit: string, length: number): number {
  let count = 0
  const counted = <Numbers extends Int32Array | Int16Array | Uint8Array>(array: Numbers): Numbers =>
    new Proxy(array, {
      get: (target, key) => {
        count++
        return Reflect.get(target, key)
      },
    })
  const { trie, classes, costs } = dictionary
  const watched = new Tokenizer({
    ...dictionary,
    costs: counted(costs),
    trie: { base: counted(trie.base), check: counted(trie.check) },
    classes: { ...classes, of: counted(classes.of) },
  })
  watched.tokenize(unit.repeat(Math.ceil(length / unit.length)))
  return count
}
