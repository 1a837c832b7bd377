import type { PatternMatch } from './english.ts'

/** Japanese patterns that define a term. Order of trust: 「Xとは」, 「Xは…である／を指す／をいう」, 「…をXと呼ぶ」, 「Xは…」. */

/** Ends of a predicate that say what something is. */
const DEFINING_END =
  /(?:である|であり|です|のこと|ことです|ことである|ことを(?:指|い)|を指す|を指します|を指している|をさす|をさします|をいう|をいいます|を言う|を言います|を意味する|を意味します|を表す|を表します|を示す|を示します|の総称|の一種|の集合|の略|の略称|の略語|と定義され|と呼ばれ(?:る|ます|て))[^。]{0,12}。?\s*$/u

/** Ends that state a property, a possibility or an instruction. */
const PROPERTY_END =
  /(?:できます|できる|可能です|可能である|必要です|必要である|必要があります|不要です|参照(?:してください)?|ください|ません|ない|ないです|同じです|有効です|無効です|重要です|便利です|必須です|任意です|簡単です|十分です|以下の(?:とおり|通り)です|次の(?:とおり|通り)です|推奨(?:です|されます)|削除され(?:る|ます)|変わり(?:ます|ません)|変わる|場合です|ためです|からです|はずです|べきです|ようです|そうです|予定です|中です)。?\s*$/u

/** What it is there for. */
const ROLE_END =
  /(?:を担当(?:する|します|している|しています)|を担(?:う|います|っている|っています)|の役割を(?:果たす|果たします|持つ|持ちます)|ために(?:使|用い)(?:う|います|われる|われます|る|ます|られる|られます)|に使われ(?:る|ます))。?\s*$/u

/** A value is no genus: 「デフォルトは false です。」「目標は 28 本である。」 */
const VALUE = /は[、，]?\s*[「『"“`]?(?:[A-Za-z\d][\w.:/\s-]*|[\d.,]+\s*\p{L}{0,3})[」』"”`]?\s*(?:です|である)。?\s*$/u
/** 「環境変数は主な方法です。」「…は実験的機能です。」 */
const OPINION =
  /(?:主な|重要な|便利な|有効な|簡単な|最適な|最良の|良い|よい|実験的な?|非推奨の?|安定した)(?:方法|手段|選択肢|選択|機能|もの|要素|概念)?(?:です|である|であり)(?!る)/u

const ASIDE = String.raw`^[」』”"*）)]*\s*(?:[（(][^（）()]{1,60}[）)])?\s*`

const TOWA = new RegExp(`${ASIDE}(?:とは|というのは|と(?:いう|言う)用語は)[、，,]?`, 'u')
const WA = new RegExp(`${ASIDE}は[、，,]?`, 'u')

/** Best pattern for a term at the head of its sentence; `after` runs from its end to the sentence's end. */
export function japaneseAfter(after: string): PatternMatch | null {
  const said = TOWA.exec(after)?.[0]
  // A title: 「OpenTelemetryとは」.
  if (said !== undefined && !/[\p{L}\p{N}]/u.test(after.slice(said.length))) return null
  if (said !== undefined) return /(?:違|異な|関係|限ら|別)/u.test(after.slice(0, 12)) ? null : { name: 'towa', weight: 0.95 }
  if (/^[」』”"*）)]*\s*(?:[（(][^（）()]{1,60}[）)])?\s*[：:－—–]\s*/u.test(after)) return { name: 'label', weight: 0.6 }
  if (!WA.test(after)) return null
  if (PROPERTY_END.test(after) || VALUE.test(after) || OPINION.test(after)) return null
  if (/(?:を指す|を指します|をいう|をいいます|を意味し|を意味する|の総称|の一種|の略|と定義され|のこと(?:です|である|を))/u.test(after))
    return { name: 'wa-defines', weight: 0.85 }
  if (
    /(?:仕組み|機構|手法|方法|技術|仕様|規格|規約|単位|集合|概念|機能|形式|プロトコル|ツール|ライブラリ|サービス|コンポーネント|オブジェクト|データ|プロセス|もの|情報|インターフェイス|インターフェース|システム|ソフトウェア|プログラム|言語|値|記録|属性|操作|処理|行為|状態|人|組織|書類|文書|制度|手続き|一つ|ひとつ|1つ|１つ)(?:です|である|であり|で、)(?!ため|ので|から|が[、，]|場合|と[、，]|なら|よう)/u.test(
      after,
    )
  )
    return { name: 'wa-genus', weight: 0.75 }
  if (DEFINING_END.test(after)) return { name: 'wa-copula', weight: 0.6 }
  if (ROLE_END.test(after)) return { name: 'wa-role', weight: 0.5 }
  return { name: 'wa', weight: 0.35 }
}

/** Patterns where the term stands near the end: 「…をXと呼ぶ」「…をXという」. */
export function japaneseNaming(before: string, after: string): PatternMatch | null {
  const named =
    /^[」』”"*]*\s*(?:[（(][^（）()]{1,60}[）)])?\s*と(?:呼ぶ|呼び|呼ばれ|いう。|いいます|言います|言う。|称する|称し|称され|名付け|定義し|定義す|定義され)/u.test(
      after,
    )
  if (!named) return null
  // 「これをXと呼びます。」 names what another sentence said.
  const trust = /^[\s「『（(]*(?:これ|それ|この|その|あれ)/u.test(before) && before.length < 12 ? 0.8 : 1
  const direct = /(?:を|は|が)[、，]?\s*[「『“"*]*$/u.test(before)
  return direct ? { name: 'naming', weight: 0.7 * trust } : { name: 'naming-loose', weight: 0.45 * trust }
}

/** What may stand before the subject: brackets, a list mark, a frame 「Gitにおいて、」; 「上記の例では、」 speaks of one case. */
export const SUBJECT_LEAD_JA =
  /^[\s「『“"*・>（(]*(?:(?![^。、]*(?:例|上記|下記|この|その|次|以下))[^。、]{1,16}(?:では|において|における|での)[、，]?\s*[「『“"*]*)?$/u
