import { expect, test } from 'vitest'
import { FakeServer } from './fake-server.ts'
import { folderOf, modelSettings, runWithModel } from './memory-run.ts'
import { scriptedAnswer } from './scripted-model.ts'

/** A source that changed: what speaks of it, or shares its prompt with that, is asked again, defined and reviewed; every other answer is kept. */

const NAMES = ['anchor', 'bollard', 'capstan', 'davit', 'fender', 'gangway', 'halyard', 'keelson', 'lanyard', 'mizzen']
const KINDS = ['winch', 'locker', 'ledger', 'crane', 'signal', 'tackle']
const section = (name: string, kind: string): string =>
  `## ${name} ${kind}\n\nThe ${name} ${kind} is a tool that holds the ${name} of the ${kind} crew. Each ${name} ${kind} is checked twice.\n`
const files = Object.fromEntries(KINDS.map((kind) => [`${kind}.md`, `# ${kind}\n\n${NAMES.map((name) => section(name, kind)).join('\n')}`]))

test('one file of six changes: less than half of the questions is asked again', async () => {
  const server = await FakeServer.start({ answer: (messages) => scriptedAnswer('good', messages) })
  const before = folderOf(files)
  const after = folderOf({
    ...files,
    'crane.md': files['crane.md']!.replace('the davit of the crane crew', 'the blue davit of the crane crew'),
  })
  try {
    const model = modelSettings(server.url, { concurrency: 4 })
    const first = await runWithModel(before.documents, model, { changes: { scope: 'full' } })
    const asked = server.chats.length
    expect(asked).toBeGreaterThan(60)
    const second = await runWithModel(after.documents, model, { changes: { scope: 'full' }, session: { caches: first.session.caches } })
    const again = server.chats.slice(asked)
    console.log(`${asked} questions at first, ${again.length} after one of six files had changed.`)
    expect(again.length).toBeGreaterThan(0)
    expect(again.length).toBeLessThan(asked / 2)
    expect(second.session.definitions.some(({ text }) => text.includes('blue davit'))).toBe(true)
  } finally {
    before.dispose()
    after.dispose()
    await server.stop()
  }
})
