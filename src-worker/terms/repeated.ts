import type { Block } from '../../src-main/contract/blocks.ts'
import { hasCjk } from '../../src-main/contract/text/fold.ts'

/**
 * Text repeated across files (notices, footers, standing hints): what stands nowhere else is no term of the folder. A candidate remembers the
 * one block of a document it stands in; the corpus counts in how many documents that block says the same.
 */

/** Shorter blocks recur by chance. */
const SHORTEST = 16
const SHORTEST_CJK = 14
/** 24 bits: two different blocks in four documents hardly ever agree by chance. */
const BITS = 0xff_ffff
/** FNV-1a. */
const OFFSET = 0x811c9dc5
const PRIME = 0x01000193

/**
 * What a block says, as a number from 1 to 2^24: white space, case and digits folded, so that a year or a page number makes no difference.
 * 0 for blocks that cannot be told as repeated: headings, cells, short ones.
 */
export function fingerprint(block: Pick<Block, 'kind' | 'text'>): number {
  if (block.kind === 'heading' || block.kind === 'table-cell' || block.kind === 'definition-term' || block.kind === 'glossary-term')
    return 0
  if (block.text.length < (hasCjk(block.text) ? SHORTEST_CJK : SHORTEST)) return 0
  let hash = OFFSET
  for (const character of block.text.toLowerCase().replace(/\s+/gu, ' ').replace(/\d+/gu, '0')) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, PRIME)
  }
  return (hash & BITS) + 1
}

/** Documents that hold the same block before it counts as repeated text. */
const ENOUGH = 4
/** Share of all documents they must be: versions of one manual repeat their pages as well. */
const SHARE = 0.2
/** Of the documents that hold the candidate, this many more hold it in the repeated block only than elsewhere (Boyer & Moore's votes). */
const LEAD = 0.6

/** The block most documents of a candidate hold it in, by Boyer and Moore's majority vote (1981): constant memory, any number of documents. */
export interface Repeats {
  block: number
  votes: number
}

/** @param place the one block of a document the candidate stands in; 0 = several, or one that cannot repeat */
export function vote(repeats: Repeats, place: number): void {
  if (place !== 0 && place === repeats.block) repeats.votes++
  else if (repeats.votes > 0) repeats.votes--
  else if (place !== 0) Object.assign(repeats, { block: place, votes: 1 })
}

/** Whether a candidate stands in repeated text only. */
export function standsInRepeatedText(repeats: Repeats, documents: number, all: number): boolean {
  return documents >= Math.max(ENOUGH, all * SHARE) && repeats.votes >= documents * LEAD
}
