import { createRequire } from 'node:module'
import path from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import type { ExtractMessage, ExtractTask, PageItem } from './protocol.ts'

/**
 * The thread that runs pdf.js over one file: a hostile file may keep it busy for ever or fill its memory, and then it is ended from outside.
 * pdf.js gets the bytes and nothing else: no address, no scripts, no fonts of the system.
 */

const port = parentPort
if (!port) throw new Error('thread.ts runs as a worker thread only')
const post = (message: ExtractMessage): void => port.postMessage(message)

async function extract({ bytes, maxPages }: ExtractTask): Promise<void> {
  // Without this pdf.js looks for its worker beside its own file, where a bundle does not have it.
  Object.assign(globalThis, { pdfjsWorker: await import('pdfjs-dist/legacy/build/pdf.worker.mjs' as string) })
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const folder = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const loading = getDocument({
    data: bytes,
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
  const document = await loading.promise
  const pages = Math.min(document.numPages, maxPages)
  for (let number = 1; number <= pages; number++) {
    try {
      const page = await document.getPage(number)
      const { items, styles } = await page.getTextContent()
      post({ type: 'page', page: { number, items: pageItems(items, styles) } })
      page.cleanup()
    } catch {
      post({ type: 'unreadable-page', number })
    }
  }
  post({ type: 'end', pages: document.numPages })
}

interface TextItem {
  readonly str: string
  readonly transform: readonly number[]
  readonly width: number
  readonly fontName: string
}

const CJK = /[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]/u

function pageItems(items: readonly object[], styles: Readonly<Record<string, { fontFamily: string }>>): PageItem[] {
  const texts = items.filter((item): item is TextItem => 'str' in item && 'transform' in item)
  // Every CJK font counts as monospaced; only fonts without such characters say that their text is code.
  const wide = new Set(texts.filter(({ str }) => CJK.test(str)).map(({ fontName }) => fontName))
  return texts.flatMap(({ str, transform, width, fontName }) => {
    const [, , c = 0, d = 0, x = 0, y = 0] = transform
    const size = Math.hypot(c, d)
    if (str === '' || ![x, y, width, size].every(Number.isFinite)) return []
    const mono = styles[fontName]?.fontFamily === 'monospace' && !wide.has(fontName)
    return [{ text: str, x, y, width, size, mono }]
  })
}

extract(workerData as ExtractTask).catch((error: unknown) => {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) }
  post({ type: 'failed', name, message })
})
