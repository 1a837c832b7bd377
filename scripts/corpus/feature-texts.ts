import type { Running } from './flat-parts.ts'

/** Text for what documents hold besides headings and paragraphs, written for this repository. */

export interface Feature {
  readonly language: 'en' | 'ja'
  readonly title: string
  readonly parts: readonly [string, string]
  /** One sentence with an insertion in it, and one that was deleted. */
  readonly changes: { readonly before: string; readonly inserted: string; readonly after: string; readonly deleted: string }
  readonly box: string
  readonly beside: string
  readonly lines: readonly (readonly [string, string])[]
  readonly covered: { readonly over: string; readonly left: string; readonly right: string }
  readonly nested: readonly [string, string]
  readonly end: string
  readonly comment: string
  readonly caption: string
  readonly last: string
  readonly running: Running
  readonly notes: readonly [string, string]
  readonly group: readonly [string, string]
  /** A table of three columns, its header row first. */
  readonly across: readonly (readonly [string, string, string])[]
  /** Sentences for a text of two pages. */
  readonly rules: readonly string[]
}

const ENGLISH_CALLS = ['the tug', 'the pilot', 'the line boat', 'the signal station', 'the berthing master'] as const
const ENGLISH_DEEDS = [
  'waits off the breakwater until the fairway is clear',
  'reports the draught, the wind and the length of the tow',
  'keeps the towing gear ready from the first buoy on',
  'answers every call on the channel of the harbour within a minute',
] as const
const JAPANESE_CALLS = ['曳船', '水先人', '綱取船', '信号所', '着岸係'] as const
const JAPANESE_DEEDS = [
  '航路が空くまで防波堤の沖で待つ',
  '喫水と風向きと曳航の長さを知らせる',
  '最初の浮標から曳航具を用意しておく',
  '港の呼び出しには一分のうちに答える',
] as const

const rules = (count: number, write: (i: number) => string): string[] => Array.from({ length: count }, (_, i) => write(i))

export const FEATURES: Readonly<Record<'en' | 'ja', Feature>> = {
  en: {
    language: 'en',
    title: 'Mooring at Kazemi Harbour',
    parts: ['Before the berth', 'At the berth'],
    changes: {
      before: 'A mooring party is the ',
      inserted: 'trained ',
      after: 'crew that takes the lines ashore.',
      deleted: 'The old gang was paid by the line.',
    },
    box: 'A spring line keeps the ship from moving along the quay.',
    beside: 'The berthing master says how many lines are put out.',
    lines: [
      ['bow line', 'leads forward from the bow'],
      ['stern line', 'leads aft from the stern'],
    ],
    covered: { over: 'Lines put ashore at every berth', left: 'heaving line', right: 'A light rope thrown ashore first.' },
    nested: ['Check the winch before the first line.', 'Test its brake under load.'],
    end: 'Winches are tested every spring.',
    comment: 'Ask the pilot station whether this still holds.',
    caption: 'Lines and who takes them',
    last: 'No line is let go before the engine is ready.',
    running: { header: 'Kazemi Harbour Authority, internal', footer: 'Sheet' },
    notes: ['The breakwater was lengthened last year.', 'The gear is owned by the tug company.'],
    group: ['Shore bollard', 'Fairlead on deck'],
    across: [
      ['Line', 'Use', 'Who takes it'],
      ['breast line', 'Holds the ship fast.', 'the shore crew'],
      ['towing hawser', 'Leads to the tug.', 'the tug master'],
    ],
    rules: rules(44, (i) => {
      const call = ENGLISH_CALLS[i % 5]!
      return `By rule ${i + 11} ${call} ${ENGLISH_DEEDS[(i * 3 + Math.floor(i / 5)) % 4]}.`
    }),
  },
  ja: {
    language: 'ja',
    title: '風見港の係留作業',
    parts: ['着岸の前', '着岸の後'],
    changes: {
      before: '綱取りとは、',
      inserted: '訓練を受けて',
      after: '船の索を岸で受け取る者をいう。',
      deleted: '昔は索の数で払っていた。',
    },
    box: '斜め索は、船が岸壁に沿って動くのを防ぐ。',
    beside: '着岸係は、出す索の数を決める。',
    lines: [
      ['船首索', '船首から前へ取る索'],
      ['船尾索', '船尾から後ろへ取る索'],
    ],
    covered: { over: 'どの岸壁でも取る索', left: '投げ索', right: '最初に岸へ投げる軽い索。' },
    nested: ['最初の索の前に巻揚機を確かめる。', '荷重をかけて制動を試す。'],
    end: '巻揚機は毎年春に試験する。',
    comment: '水先人会に今もそうか尋ねること。',
    caption: '索とその受け手',
    last: '機関の用意ができるまで索を放さない。',
    running: { header: '風見港湾局部内資料', footer: '紙葉' },
    notes: ['防波堤は昨年延長された。', '曳航具は曳船会社の物である。'],
    group: ['陸の係船柱', '甲板の導索器'],
    across: [
      ['索', '用途', '受け手'],
      ['横索', '船を岸壁に引き寄せる。', '陸の作業員'],
      ['曳索', '曳船へ取る。', '曳船の船長'],
    ],
    rules: rules(56, (i) => `規則${i + 11}により、${JAPANESE_CALLS[i % 5]}は${JAPANESE_DEEDS[(i * 3 + Math.floor(i / 5)) % 4]}。`),
  },
}
