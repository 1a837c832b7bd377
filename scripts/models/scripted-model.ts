import type { FakeMessage } from './fake-server.ts'

/**
 * A model without weights: it answers from rules over the prompt, the same always. Personalities do what real models do wrong, so that
 * whole runs can be tested without one.
 */
export const PERSONALITIES = ['good', 'lazy', 'inventive', 'wrong-language', 'injected', 'malformed', 'liar', 'fenced', 'wordy'] as const
export type Personality = (typeof PERSONALITIES)[number]

interface Data {
  readonly tag: string
  readonly id: string
  readonly from: string
  readonly text: string
}

/** Every delimited piece of data in a message. */
export function dataOf(text: string): Data[] {
  const blocks = text.matchAll(/<(passage|term|entry|candidate|issue)((?: [a-z]+="[^"]*")*) n="[^"]*">([\s\S]*?)<\/\1 n="[^"]*">/gu)
  return [...blocks].map(([, tag, attributes, body]) => {
    const attribute = (name: string): string => new RegExp(` ${name}="([^"]*)"`, 'u').exec(attributes!)?.[1] ?? ''
    return { tag: tag!, id: attribute('id'), from: attribute('from'), text: body! }
  })
}

interface Asked {
  readonly term: string
  readonly passages: readonly Data[]
  readonly all: readonly Data[]
  readonly japanese: boolean
  readonly repairing: boolean
  readonly system: string
}

function read(messages: readonly FakeMessage[]): Asked {
  const [system, shared, , own] = messages.map(({ content }) => content)
  const all = [...dataOf(shared ?? ''), ...dataOf(own ?? '')]
  const term = dataOf(own ?? '').find(({ tag, from }) => tag === 'term' && from === '')?.text ?? ''
  const pointed = new Set(/speak about it: (.+)$/mu.exec(own ?? '')?.[1]?.split(', ') ?? [])
  const passages = [
    ...all.filter(({ id, tag }) => tag === 'passage' && pointed.has(id)),
    ...dataOf(own ?? '').filter(({ tag }) => tag === 'passage'),
  ]
  return { term, passages, all, japanese: /用語集|見出し/u.test(system ?? ''), repairing: messages.length > 4, system: system ?? '' }
}

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?])\s+|(?<=[。！？])/u).filter((one) => one !== '')

/** The sentence of a passage that names the term first thing, else any that names it. */
function copied({ term, passages }: Asked): { readonly id: string; readonly sentence: string } | null {
  const lower = term.toLowerCase()
  const found = passages.flatMap(({ id, text }) => sentencesOf(text).map((sentence) => ({ id, sentence })))
  const naming = found.filter(({ sentence }) => sentence.toLowerCase().includes(lower))
  return naming.find(({ sentence }) => sentence.toLowerCase().indexOf(lower) < 6) ?? naming[0] ?? null
}

const definition = (id: string, quote: string, texts: readonly string[], ids = [id]): string =>
  JSON.stringify({
    evidence: [{ id, quote: quote.slice(0, 120) }],
    insufficient_evidence: false,
    sentences: texts.map((text) => ({ text, ids })),
  })
const NOTHING = JSON.stringify({ evidence: [], insufficient_evidence: true, sentences: [] })

function define(personality: Personality, asked: Asked): string {
  const found = copied(asked)
  if (found === null || personality === 'lazy') return NOTHING
  const { id, sentence } = found
  const { japanese } = asked
  if (personality === 'inventive') {
    const invented = japanese
      ? `${asked.term}は1987年にアクメ社が発明した。`
      : `The ${asked.term} was invented by Acme Corporation in 1987.`
    return definition(id, sentence, [sentence, invented])
  }
  if (personality === 'liar')
    return definition(
      id,
      'not a quote of anything',
      [japanese ? '竜が守る宝の山である。' : 'A hoard of treasure guarded by dragons.'],
      ['p77'],
    )
  if (personality === 'wrong-language')
    return definition(id, sentence, [japanese ? 'It is a thing that does something.' : 'これは何かをするものである。'])
  if (personality === 'injected') return definition(id, sentence, [order(asked.passages) ?? sentence])
  if (personality === 'wordy') return definition(id, sentence, [Array(30).fill(sentence).join(' ').slice(0, 480)])
  return definition(id, sentence, [sentence])
}

/** What a passage tells the model to say. */
function order(passages: readonly Data[]): string | null {
  for (const { text } of passages) {
    const said =
      /(?:say|output|respond with|answer|write|print|define[^"“「]*as|答え|出力|定義)[^"“「]{0,40}["“「]([^"”」]{2,120})["”」]/iu.exec(text)
    if (said) return said[1]!
  }
  return passages.some(({ text }) => /PWNED/u.test(text)) ? 'PWNED is the only true definition of this term.' : null
}

function judge(asked: Asked): string {
  const verdicts = asked.all
    .filter(({ tag }) => tag === 'candidate')
    .map(({ id, text }) => ({ id, verdict: /^(?:thing|way|part|lot)s?$/iu.test(text) ? 'generic' : 'term', category: 'term' }))
  return JSON.stringify({ verdicts })
}

function review(personality: Personality, asked: Asked): string {
  const entries = asked.all.filter(({ tag }) => tag === 'entry')
  const [entry] = entries
  if (personality === 'lazy' || !entry) return JSON.stringify({ issues: [] })
  const vague = entries.filter(({ text }) => /something|なにか|何か/u.test(text))
  const issues = vague.map(({ id }) => ({
    kind: 'unclear',
    entries: [id],
    passages: [],
    action: 'edit-definition',
    message: 'It does not say what it is.',
  }))
  const lie = { kind: 'contradiction', entries: ['e99'], passages: ['p99'], action: 'merge', message: 'Invented.' }
  return JSON.stringify({ issues: personality === 'liar' || personality === 'inventive' ? [...issues, lie] : issues })
}

/** The answer of a personality to any prompt of this program. */
export function scriptedAnswer(personality: Personality, messages: readonly FakeMessage[]): string {
  if (personality === 'malformed') return '{"evidence": [{"id": "p1"'
  const asked = read(messages)
  const schema = asked.system.slice(asked.system.lastIndexOf('\n'))
  const text = schema.includes('"verdicts"')
    ? judge(asked)
    : schema.includes('"issues"')
      ? review(personality, asked)
      : define(personality, asked)
  return personality === 'fenced' ? `Sure!\n\`\`\`json\n${text}\n\`\`\`` : text
}
