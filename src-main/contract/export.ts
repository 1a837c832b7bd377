import type { ExportScope } from './export-scope.ts'

export type { ExportScope }

/** What the window and the terminal say to the exporters, and what they hear: formats, scopes, loss reports. */

export const EXPORT_PURPOSES = ['share', 'publish', 'translate', 'write', 'type', 'learn', 'exchange'] as const
export type ExportPurpose = (typeof EXPORT_PURPOSES)[number]

export interface InTwoLanguages {
  readonly en: string
  readonly ja: string
}

/** What a format is, for people who choose one. */
export interface ExportFormatInfo {
  /** Name in the terminal: `md`, `tbx` … */
  readonly id: string
  readonly purpose: ExportPurpose
  readonly name: InTwoLanguages
  /** What to do with the file; one or two sentences. */
  readonly use: InTwoLanguages
  /** Of the file, without a dot; of a folder's archive when it is handed over as a download. */
  readonly extension: string
  readonly mime: string
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'utf-16le-bom' | 'binary'
  /** True: several files, in a folder of their own. */
  readonly folder: boolean
}

/**
 * Everything an export can change or leave out, each with its sentence. `*-left-out`: the format has no place for it. A count is of terms
 * for `terms-*` and `*-left-out`, of values for the rest.
 */
export const EXPORT_LOSSES = {
  'reading-missing': {
    en: 'Terms left out: no reading, which this format needs',
    ja: '書き出さない用語：読みがありません（この形式には必要です）',
  },
  'reading-unusable': {
    en: 'Terms left out: the reading has characters the input method refuses, or is too long for it',
    ja: '書き出さない用語：読みに使えない文字があるか、長すぎます',
  },
  'term-too-long': { en: 'Terms left out: longer than the format allows', ja: '書き出さない用語：表記が形式の上限より長いです' },
  'term-unusable': { en: 'Terms left out: nothing in them the format can take', ja: '書き出さない用語：この形式で表せる部分がありません' },
  'nothing-to-say': {
    en: 'Terms left out: no forbidden form, so there is no rule to make (mark a variant as forbidden to get one)',
    ja: '書き出さない用語：使わない表記がなく、規則になりません（異表記を「禁止」にすると規則になります）',
  },
  'preferred-missing': {
    en: 'Forbidden forms left out: the term has no form to put in their place',
    ja: '書き出さない禁止表記：置き換える先の表記がありません',
  },
  'obvious-form': {
    en: 'Other forms left out: inflections and letter case, which a reader knows anyway',
    ja: '書き出さない異表記：活用や大文字・小文字など、読めばわかるもの',
  },
  'headword-unusable': {
    en: 'Terms written only by their other forms: the format can’t take the headword',
    ja: '見出し語を表せず、異表記だけを書き出す用語',
  },
  'form-unusable': { en: 'Other forms left out: the format can’t take them', ja: '書き出さない異表記：この形式では表せません' },
  'form-divided': {
    en: 'Forms with a comma or semicolon, in a list that has them between its forms: read back they are several',
    ja: '読点やセミコロンを含む表記（並べた表記の区切りと見分けられず、取り込むと複数の表記になります）',
  },
  'forms-apart': {
    en: 'Terms whose other forms are lines of their own: read back they are terms of their own',
    ja: '異表記が独立した行になる用語（取り込むと、それぞれ別の用語になります）',
  },
  'forbidden-apart': {
    en: 'Forbidden forms written without what to use in their place: read back they are excluded words',
    ja: '置き換える先なしで書き出す禁止表記（取り込むと、除外する語になります）',
  },
  'label-like': {
    en: 'Texts that look like a part of the page (“Note: …”, a term with kana in brackets): read back they count as that part',
    ja: 'ページの一部に見える文（「メモ：…」、かっこ書きのかなで終わる用語など。取り込むと、その項目と見なされます）',
  },
  'forbidden-unusable': { en: 'Forbidden forms left out: the format can’t take them', ja: '書き出さない禁止表記：この形式では表せません' },
  duplicate: { en: 'Lines left out: the same entry is there already', ja: '重複のため書き出さない行' },
  'definition-cut': { en: 'Definitions cut', ja: '途中で切った定義' },
  'comment-cut': { en: 'Comments cut', ja: '途中で切ったコメント' },
  'cell-cut': { en: 'Cells cut at 32,767 characters', ja: '32,767 文字で切ったセル' },
  'lines-joined': { en: 'Texts whose line breaks or runs of blanks became one blank', ja: '改行や連続する空白を 1 つの空白にした文' },
  'characters-replaced': { en: 'Texts with characters the format can’t hold, replaced', ja: '使えない文字を置き換えた文' },
  normalised: { en: 'Texts brought into Unicode’s composed form (NFC)', ja: 'Unicode の合成済みの形（NFC）にした文' },
  'words-split': { en: 'Phrases written word by word', ja: '単語に分けた語句' },
  'no-translation': {
    en: 'Terms written as their own translation (no other language is known)',
    ja: '訳語がなく、同じ語を訳とした用語',
  },
  'reading-left-out': { en: 'Readings left out', ja: '書き出さない読み' },
  'definition-left-out': { en: 'Definitions left out', ja: '書き出さない定義' },
  'context-left-out': {
    en: 'Contexts left out (examples of use, where there is no definition)',
    ja: '書き出さない用例（定義がない場合のもの）',
  },
  'alternatives-left-out': { en: 'Terms whose further definitions are left out', ja: '2 つ目以降の定義を書き出さない用語' },
  'variants-left-out': { en: 'Terms whose other forms are left out', ja: '異表記を書き出さない用語' },
  'forbidden-left-out': { en: 'Terms whose forbidden forms are left out', ja: '禁止表記を書き出さない用語' },
  'usage-left-out': { en: 'Terms whose marks preferred and admitted are left out', ja: '推奨・許容の区別を書き出さない用語' },
  'category-left-out': { en: 'Categories left out', ja: '書き出さない分類' },
  'decision-left-out': { en: 'Decisions (accepted, dropped) left out', ja: '書き出さない採否' },
  'sources-left-out': { en: 'Terms whose sources are left out', ja: '出典を書き出さない用語' },
  'sources-cut': { en: 'Terms of which only the first source is written', ja: '最初の出典だけを書き出す用語' },
  'note-left-out': { en: 'Notes left out', ja: '書き出さないメモ' },
  'related-left-out': { en: 'Terms whose related terms are left out', ja: '関連語を書き出さない用語' },
  'details-left-out': {
    en: 'Terms whose ranks, counts, positions and hashes are left out (JSON keeps them)',
    ja: '順位・件数・位置・ハッシュを書き出さない用語（JSON には残ります）',
  },
} as const satisfies Record<string, InTwoLanguages>
export type ExportLossKind = keyof typeof EXPORT_LOSSES

export interface ExportLoss {
  readonly kind: ExportLossKind
  readonly count: number
  /** Headwords of the first few terms it happens to. */
  readonly examples: readonly string[]
}

/** What an export writes, known before anything is written. */
export interface ExportReport {
  /** Terms of the scope. */
  readonly terms: number
  /** Those of them that are in the output. */
  readonly written: number
  readonly files: number
  readonly bytes: number
  /** In the order of EXPORT_LOSSES; only those that happen. */
  readonly losses: readonly ExportLoss[]
}

/** A line of a loss report: `Comments cut: 3 (quay crane, berth, …)`. */
export function lossSentence(loss: ExportLoss, language: 'en' | 'ja'): string {
  const { en, ja } = EXPORT_LOSSES[loss.kind]
  const more = loss.count > loss.examples.length ? '…' : ''
  const list = [...loss.examples, ...(more === '' ? [] : [more])]
  const count = loss.count.toLocaleString(language)
  return language === 'ja' ? `${ja}：${count} 件（${list.join('、')}）` : `${en}: ${count} (${list.join(', ')})`
}
