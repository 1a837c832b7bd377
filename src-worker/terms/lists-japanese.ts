import { isGenericNoun } from './lists-english.ts'

/** Hand-written Japanese word lists (our own; no source copied). English words in Japanese text are judged by the English lists. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u))

/** Nouns that point or count: never part of a term. */
const STOP_NOUNS = words(`
こと もの ところ とき ため よう ほう はず わけ つもり まま うち あと まえ ほか それぞれ すべて 全て いずれ どれ なに 何 誰 各 以下 以上 以外 以内 以前 以後 以降
場合 際 時 等 など 他 例 次 前 後 上 下 左 右 中 内 外 間 方 点 面 前述 後述 上記 下記 本書 本章 本節 本稿 参照 今回 前回 次回 現在 今 昔 先 元 際 度 回 件 個 つ 目
たくさん 多く 少し 一部 全部 全体 一方 他方 両方 片方 自分 自身 皆 人 方々 皆さん あなた 私 我々 図 表 章 節 項 頁 ページ 注 注意 補足 備考 同様 同じ 通り とおり
当社 弊社 貴社 同社 本社 当院 当方 本人 他社 各社
一つ 二つ 三つ ひとつ ふたつ 最初 最後 途中 複数 単一 当該 該当 その他 なし あり 有無 是非 必要 可能 不可 不要 可否 十分 重要 簡単 便利 特定 任意 特別 普通 通常 一般 基本
`)

/** Nouns that name nothing alone: a capped penalty when they are the whole term. */
const GENERIC_NOUNS = words(`
方法 手順 説明 内容 情報 問題 理由 結果 目的 機能 種類 状態 状況 条件 変更 追加 削除 作成 設定 使用 利用 実行 指定 確認 表示 選択 入力 出力 開始 終了 完了 更新 取得 提供 対応
定義 記述 記載 参考 概要 詳細 全般 関連 関係 影響 効果 原因 対象 範囲 単位 部分 要素 項目 一覧 形式 名前 名称 文字 文字列 値 数 数値 番号 量 時間 期間 日 日付 年 月 週 分 秒
使い方 やり方 考え方 書き方 違い 違う 流れ 仕組み 役割 意味 意図 用途 特徴 特性 性質 利点 欠点 長所 短所 注意点 ポイント メリット デメリット ケース タイプ パターン レベル サイズ
有効 無効 必須 最新 最大 最小 最適 適切 正確 完全 共通 個別 独自 新規 既存 標準 主要 追跡 管理 処理 動作 操作 作業 準備 開発 構築 導入 改善 向上 実現 実装 検討 評価 分析 理解 判断
生成 送信 受信 保存 読み込み 書き込み 呼び出し 組み込み 使用者 利用者 ユーザー ユーザ 開発者 管理者 担当者 お客様 人間 世界 社会 日本 会社 企業 サイト リンク 画像 ファイル名
自動 手動 推奨 固有 依存 依存関係 互換性 サポート ローカル セクション デフォルト デフォルト値 既定 既定値 初期 初期値 初期化 オプション バージョン ドキュメント
事項 事前 事後 同等 同時 最小限 最大限 大規模 小規模 大量 少量 使用量 使用方法 設定方法 利用方法 本番 最終 基礎 一連 両者 双方 相互 直接 間接 内部 外部 全域 各種
リファレンス インストール セットアップ 要件 前提 前提条件 トラブルシューティング コンテンツ ステップ リスト エラー メッセージ テスト 環境 概念 実験 安定
ネイティブ カスタム サンプル 課題 対策 解決 提案 質問 回答 予定 計画 結論 背景 はじめに おわりに 章 付録 索引 目次
`)

/** Titles of boxes and sections: never a term alone. */
const FURNITURE = words(
  '注記 ヒント メモ 注意事項 目次 索引 付録 凡例 著者 翻訳者 概要 参考 関連項目 関連情報 参考資料 次のステップ 呼び出し方 使い方 はじめに おわりに',
)

export const isJapaneseFurniture = (key: string): boolean => FURNITURE.has(key)
export const isJapaneseStopNoun = (surface: string): boolean => STOP_NOUNS.has(surface)
export const isJapaneseGenericNoun = (surface: string): boolean => GENERIC_NOUNS.has(surface) || isGenericNoun(surface)
