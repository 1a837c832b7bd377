import { parse } from 'yaml'

/**
 * What Vale would say, written from its documentation and not from our exporter (vale.sh/docs/checks/substitution, /docs/keys/vocab): the keys of
 * `swap` are regular expressions, joined, between word boundaries unless `nonword`, longer ones first; a match that equals what should stand there
 * is none; nor is one an active vocabulary accepts; every line of a vocabulary is a regular expression, `#` begins a comment. JavaScript's regular
 * expressions are a superset of what is used here of Go's.
 */

export interface ValeAlert {
  readonly observed: string
  readonly expected: string
}

interface Rule {
  readonly extends: string
  readonly level: string
  readonly message: string
  readonly ignorecase?: boolean
  readonly nonword?: boolean
  readonly swap: Readonly<Record<string, string>>
}

/** `\b` over Unicode, as Vale's engine has it. */
const BOUNDARY = '(?:(?<=[\\p{L}\\p{M}\\p{N}_])(?![\\p{L}\\p{M}\\p{N}_])|(?<![\\p{L}\\p{M}\\p{N}_])(?=[\\p{L}\\p{M}\\p{N}_]))'

const linesOf = (vocabulary: string): string[] => vocabulary.split('\n').filter((line) => line !== '' && !line.startsWith('#'))

/** @throws Error for a rule Vale would refuse to load */
export function valeAlerts(text: string, rule: string, accept: string): ValeAlert[] {
  const { swap, nonword, ignorecase, ...head } = parse(rule) as Rule
  if (head.extends !== 'substitution' || !/^(suggestion|warning|error)$/.test(head.level) || !head.message.includes('%s')) {
    throw new Error(`not a substitution: ${JSON.stringify(head)}`)
  }
  const flags = ignorecase ? 'giu' : 'gu'
  const pairs = Object.entries(swap).sort(([a], [b]) => b.length - a.length)
  if (pairs.length === 0) return []
  const accepted = linesOf(accept).map((line) => new RegExp(`^(?:${line})$`, 'u'))
  const any = pairs.map(([key]) => `(${key})`).join('|')
  const whole = nonword ? `(?:${any})` : `\\b(?:${any})\\b`
  const pattern = new RegExp(
    whole.replace(/\\(.)/gsu, (pair, character) => (character === 'b' ? BOUNDARY : pair)),
    flags,
  )
  return [...text.matchAll(pattern)].flatMap((match) => {
    const expected = pairs[match.slice(1).findIndex((group) => group !== undefined)]?.[1] ?? ''
    const [observed] = match
    return observed === expected || accepted.some((one) => one.test(observed)) ? [] : [{ observed, expected }]
  })
}

/** Words of the text that the vocabulary rejects. */
export const valeRejected = (text: string, reject: string): string[] =>
  linesOf(reject).flatMap((line) => [...text.matchAll(new RegExp(line, 'gu'))].map(([word]) => word))
