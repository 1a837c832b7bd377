/**
 * What the corpus of formats says, once for every format: text written for this repository about a harbour that does not exist. Inline
 * marks: `*strong*`, `_emphasis_`, `[漢字|かんじ]` for furigana, `^note^` at the end of a sentence for its footnote.
 */

export type Piece =
  | { readonly type: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly type: 'paragraph' | 'quote'; readonly sentences: readonly string[] }
  | { readonly type: 'list'; readonly items: readonly string[] }
  | { readonly type: 'table'; readonly caption: string; readonly rows: readonly (readonly string[])[] }

export interface Text {
  readonly language: 'en' | 'ja'
  readonly pieces: readonly Piece[]
}

export const ENGLISH: Text = {
  language: 'en',
  pieces: [
    { type: 'heading', level: 1, text: 'Pilotage at Kazemi Harbour' },
    {
      type: 'paragraph',
      sentences: [
        'A *pilot ladder* is a rope ladder by which the pilot boards a ship under way.',
        'The harbour keeps its own efficient fleet of tugs, offices and first-aid stations for difficult arrivals.^Fleet lists are kept by the harbour office for seven years.^',
        'Pilotage is _compulsory_ for every vessel longer than one hundred metres.',
      ],
    },
    { type: 'heading', level: 2, text: 'Boarding ground' },
    {
      type: 'paragraph',
      sentences: [
        'The boarding ground is the area in which pilots embark and disembark.',
        'It lies two miles off the northern breakwater and is marked by a red buoy.',
        'Masters report their draught, their speed and the side of the ladder before they reach it.^The side is called the lee.^',
      ],
    },
    {
      type: 'list',
      items: [
        'Rig the ladder one metre above the water.',
        'Keep a lifebuoy with a self-igniting light at hand.',
        'Light the deck and the ladder at night.',
      ],
    },
    { type: 'quote', sentences: ['No ladder, no pilot, no berth.'] },
    { type: 'heading', level: 2, text: 'Words of the trade' },
    {
      type: 'table',
      caption: 'Terms used by the pilot station',
      rows: [
        ['Term', 'Definition'],
        ['swinging basin', 'A wide part of the fairway where ships are turned around.'],
        ['towage plan', 'A plan that says which tug takes which line.'],
        ['under-keel clearance', 'The depth of water between the keel and the bottom.'],
      ],
    },
    {
      type: 'paragraph',
      sentences: [
        'The swinging basin may be entered only with the consent of the signal station.',
        'Every towage plan is signed by the pilot and the senior tug master.',
      ],
    },
  ],
}

export const JAPANESE: Text = {
  language: 'ja',
  pieces: [
    { type: 'heading', level: 1, text: '風見港の水先業務' },
    {
      type: 'paragraph',
      sentences: [
        '*水先人*とは、港や水路を知り、船長を助けて船を導く者をいう。',
        '[水先船|みずさきせん]は夜間も沖で待機する。^待機の順番は前日の夕方に決める。^',
        '全長百メートルを超える船は、水先人を乗せなければならない。',
      ],
    },
    { type: 'heading', level: 2, text: '乗船水域' },
    {
      type: 'paragraph',
      sentences: [
        '乗船水域は、水先人が乗り降りする海域である。',
        '北防波堤の沖二海里にあり、赤い[浮標|ふひょう]で示す。',
        '船長は喫水、速力、[梯子|はしご]を出す側を前もって知らせる。',
      ],
    },
    {
      type: 'list',
      items: ['梯子の下端は水面から一メートルとする。', '自己点火灯の付いた救命浮環を手元に置く。', '夜間は甲板と梯子を照らす。'],
    },
    { type: 'quote', sentences: ['梯子なくして水先なし。'] },
    { type: 'heading', level: 2, text: '現場の言葉' },
    {
      type: 'table',
      caption: '水先人会で使う用語',
      rows: [
        ['用語', '定義'],
        ['回頭水域', '船の向きを変えるために広く取った水路の一部。'],
        ['曳船計画', 'どの曳船がどの索を取るかを定めた計画。'],
        ['余裕水深', '船底と海底との間の水の深さ。'],
      ],
    },
    {
      type: 'paragraph',
      sentences: ['回頭水域に入るには、信号所の許可がいる。', '曳船計画には、水先人と主任船長が署名する。'],
    },
  ],
}

export const SHEETS = {
  en: { name: 'Pilot terms', rows: ENGLISH.pieces.flatMap((piece) => (piece.type === 'table' ? piece.rows : [])) },
  ja: { name: '水先用語', rows: JAPANESE.pieces.flatMap((piece) => (piece.type === 'table' ? piece.rows : [])) },
} as const

/** Plain text of a marked sentence: the marks gone, furigana and footnotes taken out. */
export const plain = (marked: string): string =>
  marked
    .replaceAll(/\^[^^]*\^/gu, '')
    .replaceAll(/\[([^|\]]*)\|[^\]]*\]/gu, '$1')
    .replaceAll(/[*_]/gu, '')

export const notesOf = (marked: string): string[] => [...marked.matchAll(/\^([^^]*)\^/gu)].map((match) => match[1]!)
export const readingsOf = (marked: string): { base: string; reading: string }[] =>
  [...marked.matchAll(/\[([^|\]]*)\|([^\]]*)\]/gu)].map((match) => ({ base: match[1]!, reading: match[2]! }))

/** Every sentence of a text, marks kept. */
export const sentencesOf = ({ pieces }: Text): string[] =>
  pieces.flatMap((piece) => {
    if (piece.type === 'heading') return [piece.text]
    if (piece.type === 'list') return [...piece.items]
    if (piece.type === 'table') return [piece.caption, ...piece.rows.flat()]
    return [...piece.sentences]
  })
