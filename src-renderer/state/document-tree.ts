import type { RootRow } from '../../src-main/contract/host-api.ts'
import type { DocumentRow } from '../../src-main/contract/library-api.ts'

/** The documents of a library as a tree of folders, flattened into the rows a grid shows. */

export interface FolderNode {
  readonly kind: 'folder'
  /** Root id and path; stays the same while documents come and go. */
  readonly key: string
  readonly name: string
  /** From 1. */
  readonly level: number
  readonly open: boolean
  /** Documents anywhere below it. */
  readonly documents: readonly DocumentRow[]
}

export interface FileNode {
  readonly kind: 'file'
  readonly key: string
  readonly name: string
  readonly level: number
  readonly document: DocumentRow
}

export type TreeNode = FolderNode | FileNode

const compare = (a: string, b: string): number => a.localeCompare(b, undefined, { numeric: true, sensitivity: 'base' }) || (a < b ? -1 : 1)

interface Place {
  readonly key: string
  readonly level: number
  /** Characters of the paths that lead here. */
  readonly cut: number
}

/** Folders before files, each by name; numbers in names by value. */
function nodesIn(documents: readonly DocumentRow[], { key, level, cut }: Place, closed: ReadonlySet<string>): TreeNode[] {
  const folders = new Map<string, DocumentRow[]>()
  const files: FileNode[] = []
  for (const document of documents) {
    const rest = document.path.slice(cut)
    const slash = rest.indexOf('/')
    if (slash < 0) files.push({ kind: 'file', key: `d${document.id}`, name: rest, level, document })
    else folders.set(rest.slice(0, slash), [...(folders.get(rest.slice(0, slash)) ?? []), document])
  }
  const out: TreeNode[] = []
  for (const [name, below] of [...folders].sort(([a], [b]) => compare(a, b))) {
    const own = `${key}/${name}`
    const open = !closed.has(own)
    out.push({ kind: 'folder', key: own, name, level, open, documents: below })
    if (open) out.push(...nodesIn(below, { key: own, level: level + 1, cut: cut + name.length + 1 }, closed))
  }
  return [...out, ...files.sort((a, b) => compare(a.name, b.name))]
}

/** Names of roots by id: their last folder, led by as many folders above as it takes to tell those of the same name apart. */
export function rootLabels(roots: readonly RootRow[]): ReadonlyMap<number, string> {
  const parts = roots.map(({ id, path }) => ({ id, names: path.split(/[\\/]/).filter(Boolean) }))
  const label = (names: readonly string[], depth: number) => names.slice(-depth).join('/')
  return new Map(
    parts.map(({ id, names }) => {
      let depth = 1
      const isShared = () => parts.some((other) => other.id !== id && label(other.names, depth) === label(names, depth))
      while (depth < names.length && isShared()) depth++
      return [id, label(names, depth) || `${id}`]
    }),
  )
}

/**
 * Rows of the tree, top to bottom; what people removed is left out. Roots are rows of their own where there are several.
 *
 * @param closed keys of the folders people closed
 */
export function documentTree(documents: readonly DocumentRow[], roots: readonly RootRow[], closed: ReadonlySet<string>): TreeNode[] {
  const shown = documents.filter(({ status }) => status !== 'removed')
  const byRoot = Map.groupBy(shown, ({ root }) => root)
  if (byRoot.size <= 1) return nodesIn(shown, { key: `r${shown[0]?.root ?? 0}`, level: 1, cut: 0 }, closed)
  const shownRoots = roots.filter(({ id }) => byRoot.has(id))
  const labels = rootLabels(shownRoots)
  const named = shownRoots.map((root) => ({ ...root, name: labels.get(root.id)! }))
  return named
    .sort((a, b) => compare(a.name, b.name) || a.id - b.id)
    .flatMap(({ id, name }): TreeNode[] => {
      const key = `r${id}`
      const below = byRoot.get(id) ?? []
      const open = !closed.has(key)
      const inside = open ? nodesIn(below, { key, level: 2, cut: 0 }, closed) : []
      return [{ kind: 'folder', key, name, level: 1, open, documents: below }, ...inside]
    })
}

/** Row of the folder a row lies in; the row itself when it lies in none. */
export function parentRow(nodes: readonly TreeNode[], index: number): number {
  const level = nodes[index]?.level ?? 1
  for (let i = index - 1; i >= 0; i--) if ((nodes[i]?.level ?? 1) < level) return i
  return index
}

/** Where a row stands among those in the same folder, from 1, and how many those are. */
export interface PlaceAmong {
  readonly position: number
  readonly size: number
}

/** That of every row, by key: what a list of which only a part is in the page has to say itself (`aria-posinset`, `aria-setsize`). */
export function placesAmong(nodes: readonly TreeNode[]): ReadonlyMap<string, PlaceAmong> {
  const places = new Map<string, PlaceAmong>()
  /** Keys of the rows beside each other that are not over yet, by level. */
  const groups: string[][] = []
  const close = (level: number) => {
    while (groups.length > level) {
      const keys = groups.pop()!
      for (const [at, key] of keys.entries()) places.set(key, { position: at + 1, size: keys.length })
    }
  }
  for (const { key, level } of nodes) {
    close(level)
    while (groups.length < level) groups.push([])
    groups[level - 1]!.push(key)
  }
  close(0)
  return places
}
