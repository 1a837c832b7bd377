import { describe, expect, it } from 'vitest'
import { givesOrders, NONCE_SLOT, neutralise } from '../../src-worker/models/neutralise.ts'
import { ATTACKS } from './attacks.ts'
import { FakeServer } from './fake-server.ts'
import { folderOf, modelSettings, runWithModel } from './memory-run.ts'
import { dataOf, scriptedAnswer } from './scripted-model.ts'

const HONEST = '# Lease\n\nA lease is a lock that a job runner holds for 30 seconds. Each lease may be renewed.\n'
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f]|[\u{e0000}-\u{e007f}]/u
const TEMPLATE = /<\||\|>|<｜|\[INST\]|<<SYS|<start_of_turn|<\/s>|<think>/iu

describe(`${ATTACKS.length} attack documents, a model that obeys them`, () => {
  it('are enough', () => expect(ATTACKS.length).toBeGreaterThanOrEqual(30))

  it.each(ATTACKS.map(({ name, text }) => [name, text]))('%s', async (_name, text) => {
    const folder = folderOf({ 'honest.md': HONEST, 'attack.md': `# Lease notes\n\n${text}\n`, 'attack.txt': text })
    const server = await FakeServer.start({ answer: (messages) => scriptedAnswer('injected', messages) })
    try {
      const { session } = await runWithModel(folder.documents, modelSettings(server.url), {
        changes: { scope: 'full', token: 'k'.repeat(32) },
      })
      expect(server.chats.length).toBeGreaterThan(0)
      for (const { messages } of server.chats) inPlace(messages)
      // Machine text shown as supported holds nothing of the attack; where the obedient answer is kept at all it says that it is unverified.
      for (const { kind, ordinal, text: shown, state } of session.definitions) {
        if (kind !== 'written' || !/PWNED|evil|script/u.test(shown)) continue
        expect([ordinal > 0, state, /^(?:\[unverified\] |［未確認］)/u.test(shown)]).toEqual([true, 'unverified', true])
      }
      for (const { item } of session.items) if (item.type === 'refinement') expect(item.text).not.toMatch(/PWNED|evil|script/u)
    } finally {
      await server.stop()
      folder.dispose()
    }
  })
})

/** Everything of the documents stands inside delimiters that carry the run's nonce, in a user message, visible and without template tokens. */
function inPlace(messages: readonly { role: string; content: string }[]): void {
  const [system, ...rest] = messages
  expect(system!.role).toBe('system')
  expect(system!.content).not.toMatch(/PWNED|evil\.example/u)
  for (const { role, content } of rest.slice(0, 3)) {
    if (role !== 'user') continue
    expect(content).not.toMatch(INVISIBLE)
    expect(content).not.toMatch(TEMPLATE)
    expect(content).not.toContain(NONCE_SLOT)
    const nonces = new Set([...content.matchAll(/ n="([^"]*)">/gu)].map(([, nonce]) => nonce))
    expect(nonces.size).toBeLessThanOrEqual(1)
    const opened = content.match(/<(?:passage|term|entry|candidate|issue)\b/gu)?.length ?? 0
    expect(dataOf(content).length).toBe(opened)
    const outside = content.replace(/<(passage|term|entry|candidate|issue)\b[\s\S]*?<\/\1 n="[^"]*">/gu, '')
    expect(outside).not.toMatch(/PWNED|evil\.example|previous instructions/iu)
  }
}

describe('neutralising', () => {
  it('leaves ordinary text as it is', () => {
    for (const text of [
      'if a < b && c > d then [x]',
      'List<String> and <br> and 5 < 6 | 7',
      '温度<30度、[1]を参照',
      'The user asked the assistant professor.',
    ]) {
      expect(neutralise(text)).toBe(text)
    }
  })

  it('is idempotent', () => {
    for (const { text } of ATTACKS) expect(neutralise(neutralise(text))).toBe(neutralise(text))
  })

  it('takes no ordinary sentence for an order', () => {
    const ordinary = [
      'The cache ignores all previous entries when the key changes.',
      'Print the report with the option --all.',
      'The system rejects requests above the limit.',
      'The operator must answer the call within 30 seconds.',
      'この規則は以前の版に代わるものである。',
      '利用者は次の手順で登録してください。',
      'A prompt is the text a shell shows before a command.',
      'Act as soon as the alarm rings.',
    ]
    expect(ordinary.filter(givesOrders)).toEqual([])
  })
})
