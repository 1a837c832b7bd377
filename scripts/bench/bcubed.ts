import type { PrecisionRecall } from './quality-data.ts'

/** An item with the cluster we put it in and the cluster people put it in. */
export interface Clustered {
  readonly ours: string
  readonly gold: string
}

/**
 * Extended BCubed without overlaps: the precision of an item is the share of its cluster that people put with it, its recall the share of what
 * people put with it that its cluster holds; both averaged over items (an item counts for itself), F1 their harmonic mean.
 * Amigó, Gonzalo, Artiles & Verdejo: A comparison of extrinsic clustering evaluation metrics based on formal constraints.
 * Information Retrieval 12 (2009), section 4.
 * @throws RangeError when there is no item
 */
export function bcubed(items: readonly Clustered[]): PrecisionRecall {
  if (items.length === 0) throw new RangeError('BCubed needs at least one item.')
  const share = (of: keyof Clustered, other: keyof Clustered): number => {
    let sum = 0
    for (const group of Map.groupBy(items, (item) => item[of]).values()) {
      const counts = Map.groupBy(group, (item) => item[other])
      for (const item of group) sum += counts.get(item[other])!.length / group.length
    }
    return sum / items.length
  }
  const [precision, recall] = [share('ours', 'gold'), share('gold', 'ours')]
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall), predicted: items.length }
}
