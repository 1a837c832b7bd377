import { createHash } from 'node:crypto'

/**
 * The files that make up one n-th of a folder's bytes: taken in an order that has nothing to do with their names or sizes, each one that still
 * fits. Same folder, same files.
 *
 * @param files with their sizes in bytes
 * @param parts n; 1 = all files
 */
export function shareOf<File extends { readonly path: string; readonly size: number }>(files: readonly File[], parts: number): File[] {
  if (parts === 1) return [...files]
  const room = files.reduce((sum, { size }) => sum + size, 0) / parts
  const rank = new Map(files.map((file) => [file, createHash('sha256').update(file.path).digest('hex')]))
  const shuffled = [...files].sort((a, b) => (rank.get(a)! < rank.get(b)! ? -1 : 1))
  const taken = new Set<File>()
  let bytes = 0
  for (const file of shuffled) {
    if (bytes + file.size > room) continue
    taken.add(file)
    bytes += file.size
  }
  return files.filter((file) => taken.has(file))
}
