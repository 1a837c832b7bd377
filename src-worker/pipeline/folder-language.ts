import { asDetected, type DetectedLanguage, isSettled } from '../language/detect.ts'

/** The folder a path lies in; empty for the root, undefined above it. */
function folderOf(path: string): string | undefined {
  if (path === '') return undefined
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/**
 * What language a folder is in, by the documents that could be told: for a document too short to be told, or written in Han characters alone. The
 * nearest folder with a majority decides, so `ja/` and `en/` side by side have their own. Depends on paths and contents only, never on the order.
 */
export class FolderLanguages {
  private readonly counts = new Map<string, Map<string, number>>()

  /** Notes a document's language for every folder it lies in. @param path relative, parted by `/` */
  add(path: string, { language, tag }: DetectedLanguage): void {
    if (!isSettled({ language, tag })) return
    for (let folder = folderOf(path); folder !== undefined; folder = folderOf(folder)) {
      const counts = this.counts.get(folder) ?? new Map<string, number>()
      counts.set(tag, (counts.get(tag) ?? 0) + 1)
      this.counts.set(folder, counts)
    }
  }

  /** The language most documents of the nearest folder are in; a tie asks the folder above, at the root the alphabet. Undefined where nothing was told. */
  of(path: string): DetectedLanguage | undefined {
    for (let folder = folderOf(path); folder !== undefined; folder = folderOf(folder)) {
      const ranked = [...(this.counts.get(folder) ?? [])].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      const [first, second] = ranked
      if (first && (first[1] !== second?.[1] || folder === '')) return asDetected(first[0])
    }
    return undefined
  }
}
