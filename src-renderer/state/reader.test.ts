import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { PassageView } from '../../src-main/contract/library-api.ts'
import { type FakeHost, fakeHost } from '../testing/fake-host.ts'
import { type App, createApp } from './app.ts'

const cited = (documentId: number, n: number, contentHash = `h${documentId}`): PassageView => ({
  documentId,
  path: `${documentId}.md`,
  start: n,
  end: n + 5,
  quote: `quote ${n}`,
  contentHash,
  line: 1,
})

describe('the passage people clicked on', () => {
  let host: FakeHost
  let app: App
  const opened = () => host.calls.filter(({ name }) => name === 'reader.open').length
  const shown = () => {
    const { document, target, ready } = app.reader.getState()
    return { document: document?.documentId, content: document?.contentHash, quote: target?.quote, ready }
  }

  beforeEach(async () => {
    host = fakeHost(0)
    Object.assign(host.answers, {
      'reader.open': ({ document }: { document: number }) => ({
        documentId: document,
        contentHash: `h${document}`,
        language: 'en',
        warnings: [],
      }),
      'reader.blocks': () => ({ blocks: [], next: null }),
      'reader.terms': () => [],
    })
    app = createApp(host)
    app.session.setState({ library: { id: 'lib' } as never })
    app.reader.actions.open('lib')
  })

  it('is the last one, in whatever order the answers come', async () => {
    const answers: (() => void)[] = []
    host.answers['readers.show'] = () => new Promise((resolve) => answers.push(() => resolve(false)))
    const clicks = [cited(1, 1), cited(2, 2), cited(1, 3)].map((passage) => app.act.openPassage(passage))
    await vi.waitFor(() => expect(answers).toHaveLength(3))
    for (const at of [2, 0, 1]) {
      answers[at]!()
      await clicks[at]
    }
    expect(shown()).toEqual({ document: 1, content: 'h1', quote: 'quote 3', ready: true })
    expect(opened()).toBe(1)
  })

  it('is the last one when documents come in another order than they were asked for', async () => {
    const answers: (() => void)[] = []
    const open = host.answers['reader.open']!
    host.answers['reader.open'] = (args) => new Promise((resolve) => answers.push(() => resolve(open(args))))
    const clicks = [cited(1, 1), cited(2, 2), cited(3, 3)].map((passage) => app.act.openPassage(passage))
    await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0))
    while (answers.length > 0) {
      answers.pop()!()
      await new Promise((resolve) => setTimeout(resolve))
    }
    await Promise.all(clicks)
    expect(shown()).toMatchObject({ document: 3, quote: 'quote 3', ready: true })
  })

  it('is looked for in the text of its own, where a run has read the file anew since it was opened', async () => {
    await app.act.openPassage(cited(1, 1))
    await app.act.openPassage(cited(1, 2))
    expect(opened()).toBe(1)
    host.answers['reader.open'] = () => ({ documentId: 1, contentHash: 'newer', language: 'en', warnings: [] })
    await app.act.openPassage(cited(1, 3, 'newer'))
    expect(shown()).toEqual({ document: 1, content: 'newer', quote: 'quote 3', ready: true })
  })

  it('is looked for in the text there is, where that has replaced its own; nothing is loaded again', async () => {
    await app.act.openPassage(cited(1, 1))
    const { document, blocks } = app.reader.getState()
    await app.act.openPassage(cited(1, 2, 'older'))
    expect(app.reader.getState()).toMatchObject({ document, blocks, target: { quote: 'quote 2' } })
    expect(host.calls.filter(({ name }) => name === 'reader.blocks')).toHaveLength(1)
  })
})
