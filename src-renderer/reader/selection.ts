import type { Block } from '../../src-main/contract/blocks.ts'
import { isCitable } from '../../src-main/contract/cited.ts'
import type { ReaderDocument } from '../../src-main/contract/host-api.ts'
import type { AddDraft } from '../state/add-term.ts'
import { spotAt } from './dom-text.ts'
import { sentenceAt, sourceRange } from './passage.ts'

/** Longer selections are for copying. */
const LONGEST = 120

export interface SelectedWords {
  readonly draft: AddDraft
  /** The selection's box in the window. */
  readonly box: DOMRect
}

/** What is selected in the reader's text, with the sentence it stands in; null when nothing is, or too much to be a term. */
export function selectedWords(body: HTMLElement | null, document: ReaderDocument, blocks: readonly Block[]): SelectedWords | null {
  const selection = globalThis.document.getSelection()
  const inside = selection?.anchorNode && body?.querySelector('.reader-text')?.contains(selection.anchorNode)
  if (!selection || !inside || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const surface = wordsOf(range)
  if (surface === '' || surface.length > LONGEST) return null
  return {
    draft: { surface, language: languageOf(document.language), ...around(range, document, blocks) },
    box: range.getBoundingClientRect(),
  }
}

/** The words without the readings above them. */
function wordsOf(range: Range): string {
  const copy = range.cloneContents()
  for (const reading of copy.querySelectorAll('rt, rp')) reading.remove()
  return (copy.textContent ?? '').replace(/\s+/gu, ' ').trim()
}

const languageOf = (language: string): 'en' | 'ja' | 'other' => (language === 'en' || language === 'ja' ? language : 'other')

function around(range: Range, { contentHash, path, language, tag }: ReaderDocument, blocks: readonly Block[]): Pick<AddDraft, 'sentence'> {
  const at = spotAt(range.startContainer, range.startOffset)
  const block = at && blocks[at.block]
  if (!at || !block) return {}
  const { start, end } = sentenceAt(block.text, at.offset, tag || language)
  const source = sourceRange(block, start, end)
  // Text without an end to its sentences: nothing a definition could be from.
  if (!source || !isCitable(source)) return {}
  return { sentence: { text: block.text.slice(start, end), path, line: block.line, part: block.part, cited: { contentHash, ...source } } }
}
