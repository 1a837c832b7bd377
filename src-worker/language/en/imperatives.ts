import type { Token } from '../types.ts'

/** Verbs that instructions begin with. The tagger takes the capital for a name's: "Use the …" came out as PROPN. */
const VERBS = new Set(
  (
    'use set run add see check install create configure click select visit open enter make choose press ensure specify define enable disable ' +
    'remove delete update upgrade download copy move rename replace edit save load start stop restart build test deploy verify confirm note ' +
    'consider avoid keep read write send call follow go get give take put try let do return provide include pass show list find apply change ' +
    'turn switch connect disconnect insert attach detach drag drop clean wash fill mix place hold wait repeat contact consult ask report store ' +
    'record measure calculate compare describe explain identify implement import export learn look navigate refer register review submit type view'
  ).split(' '),
)
const OBJECT_STARTS = new Set(['DET', 'PRON', 'ADP', 'NOUN', 'PROPN', 'ADJ', 'NUM', 'ADV', 'SYM'])
const PREDICATES = new Set(['AUX', 'VERB'])

/** Tags a capitalised verb at the beginning of a sentence as one when an object follows and no predicate ("Use the API", not "Set is a type"). */
export function correctImperative(tokens: Token[]): Token[] {
  const at = tokens.findIndex((token) => token.pos !== 'PUNCT' && token.pos !== 'SYM' && token.pos !== 'NUM')
  const first = tokens[at]
  const next = tokens[at + 1]
  if (!first || !next || (first.pos !== 'PROPN' && first.pos !== 'NOUN')) return tokens
  const word = first.surface.toLowerCase()
  if (!VERBS.has(word) || !OBJECT_STARTS.has(next.pos) || PREDICATES.has(tokens[at + 2]?.pos ?? '')) return tokens
  return tokens.with(at, { ...first, pos: 'VERB', tag: 'VERB', lemma: word })
}
