/** Ways to write the same in Japanese, brought to one before a sentence is compared with its passages. */

const DIGITS: Readonly<Record<string, number>> = { 〇: 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
const MYRIADS: Readonly<Record<string, number>> = { 万: 10_000, 億: 100_000_000 }

/** What numbers are counted in; a kanji number before anything else may be part of a word (一般, 一覧, 十分な). */
const COUNTERS =
  '(?:か月|営業日|時間|時|分(?!の)|秒|日間|日|年|週|月|回|台|件|人|名|個|本|枚|度|倍|割|歳|円|ドル|ユーロ|行|列|章|節|種類|段階|箇所|か所|社|冊|通|杯|匹|頭|軒|階|問|点|文字|桁|バイト|メートル|キロ|グラム|パーセント|%|つ)'
const KANJI_NUMBER = new RegExp(
  `(?<=^|[^一-鿿々]|最大|最小|最長|最短|最低|最高|通常|約|計|年|月|週|各|毎|第|上位|全)[〇一二三四五六七八九十百千万億]+(?=${COUNTERS})(?!十分[なに])`,
  'gu',
)

const FRACTION = /([一二三四五六七八九十]+)分の([一二三四五六七八九十]+)/gu

/** 二十五 → 25, 千二百 → 1200, 二〇 → 20. */
function numberIn(text: string): number {
  let [whole, part, digit] = [0, 0, 0]
  for (const sign of text) {
    if (sign in DIGITS) digit = digit * (digit > 0 && !/[十百千]/u.test(text) ? 10 : 1) + DIGITS[sign]!
    else if (sign in UNITS) {
      part += (digit || 1) * UNITS[sign]!
      digit = 0
    } else {
      whole += (part + digit || 1) * MYRIADS[sign]!
      part = 0
      digit = 0
    }
  }
  return whole + part + digit
}

const SPACE_BETWEEN = /(?<=[\u3040-\u30ff\u3400-\u9fff]) (?=[\u3040-\u30ff\u3400-\u9fff])/gu

/** Two denials that demand, one that forbids, one that lets off: each in one form, so that none is taken for a plain denial. */
const OBLIGED =
  /な(?:ければ|くては|いと)(?:なら(?:ない|ず|ぬ|なかった)|なりません|いけない|いけません)|必要(?:がある|があります|である|です|とする)/gu
const FORBIDDEN = /[てで]は(?:なら(?:ない|ず)|なりません|いけない|いけません)/gu
const NEEDLESS = /な(?:くて(?:も)?よい|くて(?:も)?いい)|必要[はが](?:ない|ありません)/gu
/** A counter and the word after it: 約30分炒める. */
const COUNTED = /(\d(?:か月|時間|日間|秒間|週間|年間|分|秒|日|年|回|台|件|人|名|個|本|枚|通|度))(?=[一-鿿])(?!以|未満|間|の1|目)/gu

/** No spaces between Japanese letters, か月 in one spelling, counted kanji numbers and fractions as digits; still Japanese a tokenizer reads. */
export const plainNumbersJa = (text: string): string =>
  text
    .replace(SPACE_BETWEEN, '')
    .replace(/どうし(?=[のがでを])/gu, '同士')
    .replace(/なければ(?=[、。一-鿿ァ-ヺ])/gu, 'ないと')
    .replace(/だけで(?:は)?なく|のみならず|に加えて?(?=[、一-鿿])/gu, 'のほか')
    .replace(/(?<=[えけせてねべめれげ])ないうちに/gu, 'る前に')
    .replace(/(?:の)?に先立(?:って|ち)/gu, '前に')
    .replace(/より(?=[前後]に)/gu, 'の')
    .replace(/多く(?:起こる|起きる|発生する|見られる|行われる)/gu, '多い')
    .replace(/何[回度](?=[一-鿿も])/gu, '何度 ')
    .replace(/別の/gu, '他の')
    .replace(/(?:によらず|にかかわらず|に関わらず|を問わず|に関係なく)/gu, 'に対し')
    .replace(/[ヶヵカケか箇]月/gu, 'か月')
    .replace(FRACTION, (_whole, below: string, above: string) => `${numberIn(below)}分の${numberIn(above)}`)
    .replace(KANJI_NUMBER, (number) => String(numberIn(number)))

/** … and endings that say the same in one form, for comparing text with text. @param text folded */
export const plainJapanese = (text: string): string =>
  plainNumbersJa(text)
    .replace(/(?<=[一-鿿]{2})する(?:こと|の)を防[ぐぎい]/gu, 'しないようにする')
    .replace(/(?<=[近気名片基])付/gu, 'づ')
    .replace(/(?:する)?ことなく|ことなしに|(?<=[し])ないで/gu, 'せずに')
    .replace(/(?<=[一-鿿]{2})し(?:て)?、その後/gu, '後、')
    .replace(/(?<=[一-鿿]{2})(?:する|した|の)(?=[前後](?:に|の|、|で))/gu, '')
    .replace(/全て/gu, 'すべて')
    .replace(OBLIGED, '必要だ')
    .replace(FORBIDDEN, 'の禁止だ')
    .replace(NEEDLESS, 'の不要だ')
    .replace(COUNTED, '$1 ')
    .replace(/(?<=\d[^\d、。]{0,4}(?:以上|以下|以内|未満))(?=[一-鿿])/gu, ' ')

/** Okurigana between the kanji of compound verbs left out: 引き上げる → 引上げる, 読み込む → 読込む. */
export const withoutInnerOkurigana = (text: string): string => text.replace(/(?<=[一-鿿])[いきぎしちみりびえけげせめれべ](?=[一-鿿])/gu, '')
