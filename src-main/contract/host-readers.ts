import { z } from 'zod'
import type { LibraryInfo } from './library-api.ts'

/** The host API's calls about a reader in a window of its own: windows never talk to each other, the host passes on what one wants of another. */

const inLibrary = z.object({ library: z.string().min(1).max(64) })

/** Where in which document: a passage, or the beginning. */
const place = z.object({
  document: z.int().positive(),
  /** `content`: what it is a passage of, shown where no run has read the file since it changed. */
  passage: z
    .object({
      start: z.int().nonnegative(),
      end: z.int().nonnegative(),
      quote: z.string().max(20_000),
      content: z.string().max(128).optional(),
    })
    .nullable(),
})
export type ReaderPlace = z.infer<typeof place>

export const readerArgs = {
  'readers.open': inLibrary.extend({ place: place.nullable() }),
  'readers.join': inLibrary,
  'readers.show': inLibrary.extend({ place }),
  'readers.goTo': inLibrary.extend({ concept: z.int().positive() }),
} as const

export interface ReaderResults {
  /** false = windows are not the host's to open: the page opens one itself, at `#reader=<library>`. */
  'readers.open': boolean
  /** This window becomes the library's reader. `place`: what it is to show first. */
  'readers.join': { readonly library: LibraryInfo; readonly place: ReaderPlace | null }
  /** false = the library has no reader of its own: the window shows it itself. */
  'readers.show': boolean
  /** The library's other windows show the term. */
  'readers.goTo': null
}

export interface ReaderEvents {
  'readers.show': { readonly library: string; readonly place: ReaderPlace }
  'readers.term': { readonly library: string; readonly concept: number }
}
