import { type Remote, releaseProxy, wrap } from 'comlink'
import type { Box, Layout, LayoutLink } from './layout.ts'
import type { LayoutApi } from './map-layout-worker.ts'

export interface Layouter {
  layout(boxes: readonly Box[], links: readonly LayoutLink[]): Promise<Layout>
  /** Ends the worker. */
  stop(): void
}

/** Runs the layout in its worker. */
export function startLayouter(): Layouter {
  const worker = new Worker(new URL('./map-layout-worker.ts', import.meta.url), { type: 'module' })
  const remote: Remote<LayoutApi> = wrap<LayoutApi>(worker)
  return {
    layout: (boxes, links) => remote.layout(boxes, links),
    stop: () => {
      remote[releaseProxy]()
      worker.terminate()
    },
  }
}
