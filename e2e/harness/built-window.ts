import { buildRenderer } from '../../scripts/build-renderer.ts'
import { type Browser, findChromium } from './chromium.ts'

/** Finds the browser and builds the pages that it is to show: what every script needs that drives the window outside the test runner. */
export async function builtWindow(): Promise<Browser> {
  const found = findChromium()
  if ('problem' in found) return found
  const problem = await buildRenderer()
  return problem === null ? found : { problem }
}
