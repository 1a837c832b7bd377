import { existsSync, type FSWatcher, watch } from 'node:fs'

/** Tells when something below a library's folders changes; what changed is found out by a rescan. */

export interface Watched {
  readonly path: string
  readonly files?: readonly string[]
}

/** Editors write in bursts. */
const PAUSE_MS = 1500

/**
 * Watches folders until stopped. A folder that can't be watched (gone, a network drive, no watches left) is left to the rescan on focus.
 *
 * @param folders absolute; with `files` only these of it @param changed called once per burst @param note is told which folder isn't watched, and why
 * @returns the way to stop
 */
export function watchFolders(folders: readonly Watched[], changed: () => void, note: (text: string) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(changed, PAUSE_MS)
  }
  const watchers: FSWatcher[] = []
  for (const { path: folder, files } of folders) {
    const unwatched = (error: unknown) => note(`${folder} is not watched: ${error instanceof Error ? error.message : String(error)}`)
    try {
      // A recursive watch of a folder that isn't there is silent on Linux.
      if (!existsSync(folder)) throw new Error('it does not exist')
      const watcher = watch(folder, { recursive: files === undefined, persistent: false }, (_event, name) => {
        if (files === undefined || name === null || files.includes(name)) later()
      })
      watcher.on('error', unwatched)
      watchers.push(watcher)
    } catch (error) {
      unwatched(error)
    }
  }
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
