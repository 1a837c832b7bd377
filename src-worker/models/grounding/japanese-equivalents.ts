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
減少 減る 減り 減ら 少なく
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
与え 及ぼ
確認 確かめ
発見 見つけ 見つか
除去 取り除 除い 除く
交換 取り替え 取替え
遅延 遅れ
予防 防ぐ 防ぎ
取り出 抜き出
送信 送る 送り 送っ
返却 返す 返し 返さ
移動 移す 移る 移っ 移し
測定 計測 測る 測り 測っ
混合 混ぜ
分割 分類 分け
接続 つな
通知 知らせ
修正 修理 直す 直し
調査 検査 調べ
配布 配る 配り 配っ
要求 求め
禁止 禁じ
命令 命じ
延長 延ばし 延ばす
短縮 縮め
運搬 輸送 運ぶ 運び 運ん
洗浄 洗う 洗い 洗っ
乾燥 乾かし 乾かす 乾い
保護 守る 守り 守っ
比較 比べ
継続 続け 続く
落下 落ち
上昇 上が
低下 下が
拡大 広げ 広が
最終 最後
同じ 同一
製造 製作 作る 作り
保存 保管 貯め 蓄え 貯蔵
収集 集め
区分 分ける 分け
結合 組み合わせ 合わせ
塗布 塗る 塗り 塗っ
切断 切る 切り 切っ
記入 書く 書き 書い
記録 書き留め
読み取り 読む 読み 読ん
観察 見る
接触 触れ 触る 触っ
開放 開ける 開け
閉鎖 閉める 閉め 閉じ
投入 入れる 入れ
挿入 差し込 入れる 入れ
排出 放出 出す 出し
撹拌 かき混ぜ
収縮 縮む 縮み
伸長 伸びる 伸び 伸ば
避難 逃げ
支持 支え
承認 認め
拒否 拒む 断る 断り
変化 変わる 変わり
相違 異なる 異なり 違う 違い
類似 似る 似た
準備 備え
試験 試す 試し
指導 教え
学習 学ぶ 学び
勤務 働く 働き
休憩 休む 休み
雇用 雇う 雇い
退職 辞め
貸与 貸出 貸す 貸し
借用 借りる 借り
値段 価格
疾患 疾病 病気
負傷 けが
燃料 燃える
混入 混ざ
漏出 漏れ
浸水 浸か
剥離 剥が
圧縮 押し縮め
配置 並べ
整列 並ぶ 並び
連続 続け 続い
下降 下り 下る
上昇 登る 登り
再利用 再び使
誕生 生まれ
出席 参加
付着 付く 付き 付い
装着 着け 付け
携帯 持ち歩
点灯 点く 点け
混雑 込み 混み
帰還 帰る 帰り 戻る
提出 出す 出し
出発 発つ 出る
到着 着く 着い
到達 達す 達し
理解 分か 解る
記憶 覚え
希望 望む 望み
依頼 頼む 頼み
説明 述べ
破損 壊れ 破れ
破壊 壊す 壊し
腐敗 腐る 腐り
治療 治す 治し
死亡 死ぬ 死ん
出生 生まれ
居住 住む 住ん
訪問 訪れ 訪ね
浮上 浮かぶ 浮かび
沈没 沈む 沈み
燃焼 燃え 燃や
凍結 凍る 凍り
融解 溶け 融け
蒸発 気化
加熱 熱す 温め
冷却 冷や 冷ま
回転 回る 回す 回し
振動 揺れ 震え
傾斜 傾く 傾き 傾け
付属 付い
設置 置く 置き 備え
撤去 取り除 外す 外し
固定 留め 止め
収納 納め 収め しまう
`
export const FAMILIES: readonly (readonly string[])[] = GROUPS.trim()
  .split('\n')
  .map((line) => line.split(' '))

/** The run in other words stands in the evidence. @param evidence comparable passages @param after what follows the run: the endings of a verb */
export const inOtherWords = (run: string, evidence: string, after: string): boolean =>
  FAMILIES.some(
    (group) =>
      group.some((one) => one === run || (one.length > run.length && (run + after).startsWith(one))) &&
      group.some((one) => one !== run && evidence.includes(one)),
  ) || nounOfVerb(run, evidence)

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
