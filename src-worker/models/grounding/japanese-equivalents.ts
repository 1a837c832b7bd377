/** Japanese words that say the same: a closed list of common verbs and adverbs. One group a line. */
const GROUPS = `
決定 決め 定め
記載 記し 記す 書い 書く
開始 始め 始ま
終了 終わ 終え
使用 使い 使う 使わ 利用 用い
変更 変え 変わ
発生 生じ 起き 起こ
保有 持つ 持ち
受領 受け取 受取
送付 送る 送り 送っ
削除 消す 消し
追加 加え
選択 選び 選ぶ 選ん
停止 止め 止ま
増加 増え 増や
減少 減る 減り 減ら
支払 払い 払う 払っ
取得 得る 得た
販売 売る 売り 売っ
購入 買う 買い 買っ
作成 作る 作り 作っ
表示 示す 示し
約 およそ ほど 程度 前後
最初 まず 初め
毎日 日ごと
毎週 週ごと
毎月 月ごと
毎年 年ごと
者 人
`
const FAMILIES = GROUPS.trim()
  .split('\n')
  .map((line) => line.split(' '))

/** The run in other words stands in the evidence. @param evidence comparable passages */
export const inOtherWords = (run: string, evidence: string): boolean =>
  FAMILIES.some((group) => group.includes(run) && group.some((one) => evidence.includes(one))) || nounOfVerb(run, evidence)

/** Second kanji of a verb's Chinese form that add nothing: 記載 for 記す, 追加 for 追う is another word, so the first must be a verb there. */
const NEUTRAL = '定載付加少更択行成転始了用算去入得却渡'

/** 押印 for 印を押す, 移転 for 移る. */
function nounOfVerb(run: string, evidence: string): boolean {
  if (!/^[一-鿿]{2}$/u.test(run)) return false
  const [first, second] = [run[0]!, run[1]!]
  const asVerb = (kanji: string): boolean => new RegExp(`(?<![一-鿿])${kanji}[ぁ-ん](?<![をにがはのとでもへや])`, 'u').test(evidence)
  if (asVerb(first) && NEUTRAL.includes(second)) return true
  return asVerb(first) && new RegExp(`${second}を${first}`, 'u').test(evidence)
}
