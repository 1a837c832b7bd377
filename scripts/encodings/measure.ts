import iconv from 'iconv-lite'
import { decode } from '../../src-worker/documents/encoding.ts'
import { TEXTS } from './texts.ts'

/** How often the encoding of generated texts is told rightly, by language, encoding and length. `node scripts/encodings/main.ts` prints the table. */

type Language = keyof typeof TEXTS

/** What the texts are written in: the name for iconv-lite, and the label `decode` must give. */
export const CASES: readonly { readonly language: Language; readonly codec: string; readonly label: string }[] = [
  { language: 'ja', codec: 'cp932', label: 'shift_jis' },
  { language: 'ja', codec: 'euc-jp', label: 'euc-jp' },
  { language: 'zh-Hans', codec: 'gb18030', label: 'gb18030' },
  { language: 'zh-Hant', codec: 'big5', label: 'big5' },
  { language: 'zh-Hant', codec: 'gb18030', label: 'gb18030' },
  { language: 'ko', codec: 'euc-kr', label: 'euc-kr' },
  { language: 'fr', codec: 'windows-1252', label: 'windows-1252' },
  { language: 'de', codec: 'windows-1252', label: 'windows-1252' },
]

export const LENGTHS = [
  { name: 'half a sentence', sentences: 0.5 },
  { name: '1 sentence', sentences: 1 },
  { name: '3 sentences', sentences: 3 },
  { name: '20 sentences', sentences: 20 },
  { name: '3 in markup', sentences: 3, markup: true },
] as const

export const SAMPLES = 200

/** Numbers in [0, limit), the same for the same seed. */
function seeded(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 4_294_967_296) * limit)
  }
}

function sample(language: Language, length: (typeof LENGTHS)[number], random: (limit: number) => number): string {
  const texts = TEXTS[language]
  const pick = (): string => texts[random(texts.length)]!
  if (length.sentences < 1) {
    const text = pick()
    return text.slice(0, Math.ceil(text.length / 2))
  }
  const sentences = Array.from({ length: length.sentences }, pick)
  if (!('markup' in length)) return sentences.join(language === 'ja' || language.startsWith('zh') ? '' : ' ')
  return `<html>\n<body class="page main">\n${sentences.map((one) => `  <p style="margin: 0 auto">${one}</p>\n`).join('')}</body>\n</html>\n`
}

export interface Row {
  readonly language: Language
  readonly label: string
  readonly length: string
  /** Label told → how often. */
  readonly told: ReadonlyMap<string, number>
}

/** Every case at every length, 200 texts each; the same numbers every time. Texts that are pure ASCII are drawn again. */
export function measure(): Row[] {
  return CASES.flatMap(({ language, codec, label }, index) =>
    LENGTHS.map((length, at): Row => {
      const random = seeded(1 + index * 100 + at)
      const told = new Map<string, number>()
      for (let done = 0; done < SAMPLES; ) {
        const text = sample(language, length, random)
        if (/^[\0-\x7f]*$/u.test(text)) continue
        const { encoding } = decode(iconv.encode(text, codec))
        told.set(encoding, (told.get(encoding) ?? 0) + 1)
        done++
      }
      return { language, label, length: length.name, told }
    }),
  )
}
