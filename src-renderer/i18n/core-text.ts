import japanese from '../locales/core-ja.json'
import { i18n } from './index.ts'

/**
 * Sentences of the core in the interface's language. The core writes English: what it says is kept in libraries and logs, read in the
 * terminal, and shared with people who read another language. The window knows every template of the core (scripts/core-sentences.ts
 * collects them, a test compares) and puts the values of a sentence into the translated template. What matches none stays as it is.
 */

interface Template {
  readonly pattern: RegExp
  readonly names: readonly string[]
  readonly translation: string
  /** Characters of its own: the template that explains most of a sentence wins. */
  readonly own: number
}

const SLOT = /\{(\d+|n)\}/g
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Any text; what is quoted is taken whole, or a term of two words would spill into the next value. */
const ANYTHING = '(“[^”]*”|"[^"]*"|.+?)'

/** `{0}` stands for any text, `{n}` for a number. */
function compile([template, translation]: readonly [string, string]): Template {
  const names = [...template.matchAll(SLOT)].map(([, name]) => name ?? '')
  const parts = template.split(SLOT)
  const pattern = parts.map((part, i) => (i % 2 === 0 ? escaped(part) : part === 'n' ? '(\\d[\\d,]*)' : ANYTHING)).join('')
  return { pattern: new RegExp(`^${pattern}$`, 's'), names, translation, own: template.replace(SLOT, '').length }
}

let templates: readonly Template[] | null = null
const known = new Map<string, string>()
const MOST_KNOWN = 5000

/** A way from one term to the next: `“a” → “b” → “a”`. Each is quoted by itself. */
const WAY = /^“[^”]*”( → “[^”]*”)+$/

function translated(sentence: string): string {
  if (WAY.test(sentence)) return sentence.split(' → ').map(translated).join(' → ')
  templates ??= Object.entries(japanese)
    .map(compile)
    .sort((a, b) => b.own - a.own)
  for (const { pattern, names, translation } of templates) {
    const match = pattern.exec(sentence)
    if (match === null) continue
    // A value may be a phrase of the core itself: “12 documents”, the reason of a failure.
    return translation.replace(SLOT, (_slot, name: string) => translated(match[names.indexOf(name) + 1] ?? ''))
  }
  return sentence
}

/** The sentence in the interface's language; as it is where the core did not write it. */
export function coreText(sentence: string): string {
  if (i18n.locale === 'en' || sentence === '') return sentence
  const found = known.get(sentence)
  if (found !== undefined) return found
  if (known.size >= MOST_KNOWN) known.clear()
  const text = translated(sentence)
  known.set(sentence, text)
  return text
}

/** Whether the core wrote it, so that `coreText` shows it in the interface's language. */
export const isCoreText = (sentence: string): boolean => i18n.locale === 'en' || coreText(sentence) !== sentence
