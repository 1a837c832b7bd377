import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type Endpoint, readFixtures, startReplay } from './fixtures.ts'
import { llamaSuite } from './suite.ts'

const recorded = readFixtures(readFileSync(join(import.meta.dirname, 'recorded.jsonl'), 'utf8'))

let replay: Endpoint
beforeAll(async () => {
  replay = await startReplay(recorded)
})
afterAll(() => replay.stop())

llamaSuite(`recorded from ${recorded.server}`, { url: () => replay.url, lockedUrl: () => replay.url })
