import { createRequire } from 'node:module'
import type wholeModel from 'wink-eng-lite-web-model'
import winkNLP, { type WinkMethods } from 'wink-nlp'

/** A word as the tagger sees it, before hyphens are joined. `start` and `end` are exact offsets in the text that was tagged. */
export interface TaggedWord {
  readonly surface: string
  readonly start: number
  readonly end: number
  /** Universal part of speech. */
  readonly tag: string
  readonly lemma: string
}

export interface TaggedText {
  readonly words: TaggedWord[]
  /** Index of the first word of each sentence. */
  readonly sentenceStarts: number[]
}

/** The tagger keeps every unknown word it has met; a fresh one after this many characters bounds its memory. */
const CHARACTERS_PER_TAGGER = 30_000_000

/** What of a model wink-nlp asks for after it has been loaded. */
const KEPT_OF_MODEL = ['addons', 'featureFn']

/**
 * wink-nlp over its model. The model as it is in its files, 8 MB of which wink-nlp makes a copy of its own, goes again: every thread of a run has a tagger.
 */
function loadTagger(): WinkMethods {
  const require = createRequire(import.meta.url)
  const loaded = new Set(Object.keys(require.cache))
  const model = { ...(require('wink-eng-lite-web-model') as typeof wholeModel) }
  const nlp = winkNLP(model, ['sbd', 'pos'])
  for (const name of Object.keys(model)) if (!KEPT_OF_MODEL.includes(name)) Reflect.deleteProperty(model, name)
  for (const file of Object.keys(require.cache)) if (!loaded.has(file)) delete require.cache[file]
  return nlp
}

/** wink-nlp with its small English web model (MIT): tokens, sentences, Universal POS, lemmas. */
export class Tagger {
  #nlp = loadTagger()
  #seen = 0

  /** @param text running text in which every white space is one U+0020 (any number of them): offsets are found by that. */
  tag(text: string): TaggedText {
    this.#seen += text.length
    if (this.#seen > CHARACTERS_PER_TAGGER) {
      this.#nlp = loadTagger()
      this.#seen = text.length
    }
    const { its } = this.#nlp
    const doc = this.#nlp.readDoc(text)
    const all = doc.tokens()
    const surfaces = all.out(its.value) as string[]
    const tags = all.out(its.pos) as string[]
    const lemmas = all.out(its.lemma as unknown as typeof its.value) as (string | undefined)[]
    const words: TaggedWord[] = []
    const wordOf: number[] = []
    let at = 0
    for (let i = 0; i < surfaces.length; i++) {
      wordOf.push(words.length)
      const start = locate(text, surfaces[i]!, at)
      if (start < 0) continue
      at = start + surfaces[i]!.length
      // It gives none for "cannot" and a few more.
      words.push({ surface: surfaces[i]!, start, end: at, tag: tags[i]!, lemma: lemmas[i] ?? surfaces[i]! })
    }
    const spans = doc.sentences().out(its.span) as unknown as [number, number][]
    return { words, sentenceStarts: spans.map(([first]) => wordOf[first] ?? words.length) }
  }
}

/** Where the next token stands: behind spaces, at the cursor; else the next place it occurs; −1 when the tagger made it up. */
function locate(text: string, surface: string, from: number): number {
  let at = from
  while (text.charCodeAt(at) === 0x20) at++
  if (text.startsWith(surface, at)) return at
  return surface.trim() === '' ? -1 : text.indexOf(surface, at)
}
