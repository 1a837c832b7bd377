import { registerHooks } from 'node:module'

export type PdfJs = typeof import('pdfjs-dist')

/** What pdf.js draws with where it finds it: 30 MB of machine code that reads the fonts of the system, in every thread. Nothing is drawn here. */
const CANVAS = '@napi-rs/canvas'

/** Makes one of a browser's drawing classes, which pdf.js wants to be there and never uses for text. */
const inert = (): object => class {}

let loaded: Promise<PdfJs> | null = null

/**
 * pdf.js, loaded when the first PDF comes: a third of a second once per thread.
 * @throws what the import throws; the next call tries again
 */
export function loadPdfJs(): Promise<PdfJs> {
  loaded ??= load()
  loaded.catch(() => {
    loaded = null
  })
  return loaded
}

async function load(): Promise<PdfJs> {
  const scope = globalThis as Record<string, unknown>
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) scope[name] ??= inert()
  // Whatever is required under the name of the drawing library is a module that has nothing of it.
  const hooks = registerHooks({
    resolve: (name, context, next) => (name === CANVAS ? { url: 'node:events', shortCircuit: true } : next(name, context)),
  })
  try {
    // Without this pdf.js looks for its worker beside its own file, where a bundle does not have it.
    scope.pdfjsWorker = await import('pdfjs-dist/legacy/build/pdf.worker.min.mjs' as string)
    return (await import('pdfjs-dist/legacy/build/pdf.min.mjs' as string)) as PdfJs
  } finally {
    hooks.deregister()
  }
}
