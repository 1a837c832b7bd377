import { expect, it } from 'vitest'
import { whyEmpty, whyNoProblems, windowTitle } from './empty.ts'

const library = (total: number, status: string | null) =>
  ({ terms: { total }, lastRun: status === null ? null : { status } }) as unknown as Parameters<typeof whyEmpty>[2]

it.each([
  ['searched', { view: 'all', search: 'x' }, true, library(5, 'failed')],
  ['running', { view: 'all' }, true, library(0, 'failed')],
  ['reviewed', { view: 'review' }, false, library(5, 'completed')],
  ['decided', { view: 'dropped' }, false, library(5, 'failed')],
  ['decided', { view: 'accepted' }, true, library(5, 'completed')],
  ['decided', { view: 'dropped' }, true, library(0, null)],
  ['required', { view: 'required' }, false, library(5, 'completed')],
  ['running', { view: 'review' }, true, library(5, 'completed')],
  ['failed', { view: 'glossary' }, false, library(0, 'failed')],
  ['unread', { view: 'glossary' }, false, library(0, 'cancelled')],
  ['unread', { view: 'glossary' }, false, library(0, 'interrupted')],
  ['unread', { view: 'glossary' }, false, library(0, null)],
  ['none', { view: 'glossary' }, false, library(0, 'completed')],
] as const)('an empty list is %s', (why, query, running, info) => expect(whyEmpty(query, running, info)).toBe(why))

it('before the first run the folders are looked at, and nobody is asked to begin what begins by itself', () => {
  expect(whyEmpty({ view: 'glossary' }, false, library(0, null), true)).toBe('looking')
  expect(whyEmpty({ view: 'glossary' }, false, library(0, 'failed'), true)).toBe('failed')
})

it.each([
  ['ignored', 2, true, { reviewed: true, outdated: [] }],
  ['none', 0, true, { reviewed: true, outdated: ['extract'] }],
  ['running', 0, true, { reviewed: false, outdated: [] }],
  ['running', 0, true, { reviewed: true, outdated: ['review'] }],
  ['failed', 0, false, { reviewed: false, outdated: [], lastRun: { status: 'failed' } }],
  ['unchecked', 0, false, { reviewed: true, outdated: ['review'], lastRun: { status: 'completed' } }],
  ['unchecked', 0, false, null],
] as const)('an empty list of problems is %s', (why, ignored, running, info) =>
  expect(whyNoProblems(ignored, running, info as never)).toBe(why),
)

it('the title tells how far a run is, by bytes where it goes over documents', () => {
  expect(windowTitle(null, null)).toBe('GenGlossary')
  expect(windowTitle('handbook', null)).toBe('handbook – GenGlossary')
  const progress = { stage: 'extract' as const, step: 'read', done: 1, total: 2 }
  expect(windowTitle('handbook', progress)).toBe('50 % – handbook – GenGlossary')
  expect(windowTitle('handbook', { ...progress, bytesDone: 1, bytesTotal: 3 })).toBe('33 % – handbook – GenGlossary')
})
