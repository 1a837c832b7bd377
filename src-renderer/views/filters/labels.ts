import type { TermSort } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'

/** The order of a list, in words. Rank 1 is the best: by rank downwards is the best last. */
export function sortLabel(sort: TermSort, descending: boolean): string {
  const labels: Record<TermSort, () => string> = {
    rank: () => (descending ? i18n._('best last') : i18n._('best first')),
    termhood: () => (descending ? i18n._('by termhood, best last') : i18n._('by termhood')),
    alphabet: () => (descending ? i18n._('by reading, backwards') : i18n._('by reading')),
    frequency: () => (descending ? i18n._('most used first') : i18n._('least used first')),
    documents: () => (descending ? i18n._('in most files first') : i18n._('in fewest files first')),
    decision: () => i18n._('by decision'),
  }
  return labels[sort]()
}
