import type { Page } from 'playwright/test'

/**
 * Drops files or folders of this computer into the window, by the debugging protocol: a real drag with real files, as Chromium handles it.
 * @param paths absolute @param at where in the window, CSS pixels
 */
export async function dropFiles(page: Page, paths: readonly string[], at = { x: 600, y: 300 }): Promise<void> {
  const client = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await client.send('Input.dispatchDragEvent', { type, ...at, data })
  await client.detach()
}
