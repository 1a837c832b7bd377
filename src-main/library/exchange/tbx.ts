import type { UsageStatus } from '../../contract/library-api.ts'
import type { VariantRule } from '../../contract/results.ts'

/**
 * The words of TBX, both ways (ISO 30042:2019; data categories of TBX-Basic 1.2.1, LTAC Global). TBX-Basic has no category for a reading, so
 * it travels in a note of the term's section that begins with READING_NOTE.
 */

export const TBX_NAMESPACE = 'urn:iso:std:iso:30042:ed-2'
export const TBX_MIN_NAMESPACE = 'http://www.tbxinfo.net/ns/min'
export const TBX_BASIC_NAMESPACE = 'http://www.tbxinfo.net/ns/basic'

/** A note of a termSec: `Reading: ようご`. */
export const READING_NOTE = 'Reading: '

export const TBX_PARTS_OF_SPEECH = ['noun', 'verb', 'adjective', 'adverb', 'other'] as const

export const TBX_STATUS: Readonly<Record<UsageStatus, string>> = {
  preferred: 'preferredTerm-admn-sts',
  admitted: 'admittedTerm-admn-sts',
  forbidden: 'deprecatedTerm-admn-sts',
}

/** What an administrativeStatus (v3, v2 `*-admn-sts`, or the plain word of older tools) means here; null: it says nothing to us. */
export function usageOfTbx(status: string): UsageStatus | null {
  const word = status
    .trim()
    .replace(/(Term)?-admn-sts$/u, '')
    .toLowerCase()
  if (word === 'preferred' || word === 'admitted') return word
  return ['deprecated', 'superseded', 'forbidden', 'notrecommended', 'obsolete'].includes(word) ? 'forbidden' : null
}

export const TBX_TERM_TYPES = ['fullForm', 'acronym', 'abbreviation', 'shortForm', 'variant', 'phrase'] as const
export type TbxTermType = (typeof TBX_TERM_TYPES)[number]

/** The termType of a variant's rule. */
export function termTypeOf(rule: VariantRule): TbxTermType {
  if (rule === 'abbreviation') return 'abbreviation'
  return rule === 'long-form' ? 'fullForm' : 'variant'
}

/** The variant rule of a termType; a type of no rule is a person's own spelling. */
export function ruleOfTermType(type: string): VariantRule {
  if (type === 'abbreviation' || type === 'acronym') return 'abbreviation'
  return type === 'fullForm' ? 'long-form' : 'human'
}
