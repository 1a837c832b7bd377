import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { EXPORT_FORMATS } from '../../src-main/library/export/index.ts'
import { glossaryOf } from '../../src-main/library/export/model.ts'
import { type OutputSink, render } from '../../src-main/library/export/render.ts'
import { glossaryFrom } from '../../src-main/library/export/source.ts'
import { HOSTILE, ORDINARY } from '../../src-main/library/export/testing/hostile.ts'
import { openReader } from '../../src-main/store/connection.ts'

/**
 * What every format makes, as hashes: of a library, of its definitions without their headwords, and of the hostile glossary of the tests. A
 * change that should make exports faster and nothing else is tried with the same library before and after it.
 */

/** Every format's SHA-256 over the paths and bytes it makes and its report, by `case format`. */
export function hashesOf(library: string): Record<string, string> {
  const db = openReader(library, 1000)
  try {
    return db.transaction(() => {
      const cases = {
        all: glossaryFrom(db, library, { scope: { kind: 'all' } }),
        brief: glossaryFrom(db, library, { scope: { kind: 'all' }, limit: 2000, brief: true }),
        hostile: glossaryOf([...ORDINARY, ...HOSTILE], 3),
      }
      const made: Record<string, string> = {}
      for (const [name, glossary] of Object.entries(cases)) {
        for (const format of EXPORT_FORMATS) {
          const hash = createHash('sha256')
          hash.update(JSON.stringify(render(format, glossary, into(hash))))
          made[`${name} ${format.id}`] = hash.digest('hex')
        }
      }
      return made
    })()
  } finally {
    db.close()
  }
}

const into = (hash: ReturnType<typeof createHash>): OutputSink => ({
  take: (all) => {
    let [files, bytes] = [0, 0]
    for (const { path, pieces } of all) {
      hash.update(`${path}\n`)
      files++
      for (const piece of pieces) {
        hash.update(piece)
        bytes += piece.length
      }
    }
    return { files, bytes }
  },
})

/** Writes the hashes to a file; where it is there already, says what differs from it. @returns what to print, and whether all is the same */
export function compared(library: string, file: string): { readonly text: string; readonly same: boolean } {
  const now = hashesOf(library)
  if (!existsSync(file)) {
    writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`)
    return { text: `${Object.keys(now).length} hashes written to ${file}\n`, same: true }
  }
  const before = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  const other = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((name) => before[name] !== now[name])
  const text = other.length === 0 ? `All ${Object.keys(now).length} outputs are the same.\n` : `Not the same: ${other.join(', ')}\n`
  return { text, same: other.length === 0 }
}
