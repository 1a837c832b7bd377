import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decapitalise, isWordLikeCode, prepareText } from './prepare.ts'

describe('isWordLikeCode', () => {
  it.each(['commit graph', 'tree-ish', 'HEAD', 'origin', 'def id'])('%s reads like words', (code) =>
    expect(isWordLikeCode(code)).toBe(true),
  )
  it.each(['core.bare', '--no-ff', 'getUser', 'git_commit', 'a/b', '<ref>', '$HOME', 'x=1', 'f()', '123'])('%s is an identifier', (code) =>
    expect(isWordLikeCode(code)).toBe(false),
  )
})

describe('prepareText', () => {
  it('masks identifiers and keeps every offset', () => {
    const text = 'Set core.bare with --no-ff in /etc/git/config, see https://example.org/a.b or mail a@b.org.'
    const prepared = prepareText({ text })
    expect(prepared.text.length).toBe(text.length)
    for (const identifier of ['core.bare', '--no-ff', '/etc/git/config', 'https://example.org/a.b', 'a@b.org']) {
      expect(prepared.text).not.toContain(identifier)
      const at = text.indexOf(identifier)
      expect(prepared.codeAt(at, at + identifier.length)).toBe('identifier')
    }
    expect(prepared.codeAt(0, 3)).toBeNull()
  })

  it('keeps inline code that reads like words', () => {
    const text = 'The commit graph is fast.'
    const prepared = prepareText({ text, spans: [{ kind: 'code', start: 4, end: 16 }] })
    expect(prepared.text).toBe(text)
    expect(prepared.codeAt(4, 10)).toBe('word')
  })

  it('never changes the length of a text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => prepareText({ text }).text.length === text.length))
  })
})

describe('decapitalise', () => {
  it('lower-cases title case, not names and acronyms', () => {
    expect(decapitalise('Remote Tracking Branches')).toBe('remote tracking branches')
    expect(decapitalise('The OpenTelemetry Collector And HTTP Receivers')).toBe('the OpenTelemetry collector and HTTP receivers')
    expect(decapitalise('How Git works')).toBe('How Git works')
    expect(decapitalise('REMOTE BRANCHES')).toBe('remote branches')
    expect(decapitalise('GIT URLS')).toBe('GIT URLS')
  })
})
