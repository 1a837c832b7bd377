import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { watchFolders } from './watch.ts'

it('tells a burst of changes once, and nothing after it was stopped', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-watch-'))
  mkdirSync(join(folder, 'deep'))
  const changed = vi.fn()
  const stop = watchFolders([{ path: folder }], changed, () => undefined)
  for (let i = 0; i < 5; i++) writeFileSync(join(folder, 'deep', `${i}.md`), 'x')
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1), { timeout: 30_000 })
  stop()
  writeFileSync(join(folder, 'late.md'), 'x')
  await new Promise((resolve) => setTimeout(resolve, 2000))
  expect(changed).toHaveBeenCalledTimes(1)
  rmSync(folder, { recursive: true })
})

it('says which folder it could not watch and goes on', async () => {
  const notes: string[] = []
  const note = (text: string) => void notes.push(text)
  const stop = watchFolders([{ path: '/no/such/folder' }], () => undefined, note)
  await expect.poll(() => notes).toHaveLength(1)
  stop()
})
