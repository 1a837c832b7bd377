import { createRequire } from 'node:module'
import path from 'node:path'
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { type Budget, Unreadable } from '../limits.ts'
import { broken } from '../zip.ts'
import { withFurigana } from './furigana.ts'
import { type PageText, pageItems } from './items.ts'
import type { Page } from './page.ts'
import { loadPdfJs } from './pdfjs.ts'
import { hasRole, leavesOf, type TreeNode } from './tags.ts'

export interface Extracted {
  readonly pages: readonly Page[]
  /** Pages of the file, also those above the limit. */
  readonly count: number
  /** Pages pdf.js failed on. */
  readonly unreadable: number
}

/**
 * The text of a PDF, page by page. pdf.js gets the bytes, its own character maps and nothing else: no address, no scripts, no fonts of the
 * system. It works without pause on whatever a page asks of it: only a thread that can be ended is safe (pipeline/pool.ts).
 * @throws Unreadable; the signal's reason when aborted
 */
export async function extractPages(bytes: Uint8Array, budget: Budget): Promise<Extracted> {
  const { getDocument } = await loadPdfJs()
  const folder = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const loading = getDocument({
    // pdf.js takes what it gets for its own.
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    enableXfa: false,
    verbosity: 0,
    cMapUrl: `${path.join(folder, 'cmaps')}${path.sep}`,
    cMapPacked: true,
    standardFontDataUrl: `${path.join(folder, 'standard_fonts')}${path.sep}`,
  })
  try {
    return await readPages(await loading.promise, budget)
  } catch (error) {
    throw asUnreadable(error, budget)
  } finally {
    await loading.destroy()
  }
}

/** Pages asked for together: pdf.js waits for its streams in between, page after page. */
const TOGETHER = 8

async function readPages(document: PDFDocumentProxy, budget: Budget): Promise<Extracted> {
  const pages: Page[] = []
  let unreadable = 0
  const last = Math.min(document.numPages, budget.limits.pages)
  const tagged = await isTagged(document)
  for (let first = 1; first <= last; first += TOGETHER) {
    await budget.turn()
    const numbers = Array.from({ length: Math.min(TOGETHER, last - first + 1) }, (_, i) => first + i)
    for (const page of await Promise.all(numbers.map((number) => readPage(document, number, tagged)))) {
      if (page) pages.push(page)
      else unreadable++
    }
  }
  return { pages, count: document.numPages, unreadable }
}

/** Says the file of itself that it is tagged, and that the tags are none to be suspected? */
async function isTagged(document: PDFDocumentProxy): Promise<boolean> {
  try {
    const info = (await document.getMarkInfo()) as { readonly Marked?: boolean; readonly Suspects?: boolean } | null
    return info?.Marked === true && info.Suspects !== true
  } catch {
    return false // A damaged catalogue: the text may be readable all the same.
  }
}

/** One page; null for a damaged one, which costs only itself: how many there were is said with the text. */
async function readPage(document: PDFDocumentProxy, number: number, tagged: boolean): Promise<Page | null> {
  try {
    const page = await document.getPage(number)
    try {
      return (
        (tagged && (await taggedPage(page, number))) || {
          number,
          items: withFurigana(pageItems((await page.getTextContent()) as PageText)),
        }
      )
    } finally {
      page.cleanup()
    }
  } catch {
    return null
  }
}

/** A page by its structure tree; null where it has none that leads to its text. */
async function taggedPage(page: PDFPageProxy, number: number): Promise<Page | null> {
  let tree: TreeNode | null
  try {
    tree = (await page.getStructTree()) as TreeNode | null
  } catch {
    return null // A damaged tree costs the order it gives, not the text.
  }
  if (!tree) return null
  const placed = pageItems((await page.getTextContent({ includeMarkedContent: true })) as PageText)
  const items = hasRole(tree, 'RT') ? placed : withFurigana(placed)
  const leaves = leavesOf(tree, items)
  return leaves && { number, items, leaves }
}

function asUnreadable(error: unknown, budget: Budget): unknown {
  if (error instanceof Unreadable) return error
  budget.check()
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) }
  if (name === 'PasswordException') {
    return new Unreadable('protected', 'The PDF is protected with a password. Save it without a password to include it.')
  }
  return broken(message.replace(/\.$/u, ''))
}
