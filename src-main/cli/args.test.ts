import { expect, test } from 'vitest'
import type { AppError } from '../contract/errors.ts'
import { parseCommandLine } from './args.ts'
import { helpText } from './help.ts'
import { COMMANDS } from './spec.ts'

const parse = (line: string) => parseCommandLine(line === '' ? [] : line.split(' '))
function mistake(line: string): string {
  try {
    parse(line)
  } catch (error) {
    expect((error as AppError).code).toBe('USAGE')
    return (error as AppError).message
  }
  throw new Error(`"${line}" was accepted`)
}

test('options get their types and defaults', () => {
  const parsed = parse('terms docs --rank termhood --forms all --limit 20 --json-logs')
  expect(parsed.kind === 'run' && parsed.invocation.options).toEqual({
    rank: 'termhood',
    forms: 'all',
    entities: 'exclude',
    limit: 20,
    format: 'txt',
    lang: 'auto',
    'json-logs': true,
  })
  expect(parsed.kind === 'run' && parsed.invocation.positionals).toEqual(['docs'])
})

test('two-word commands, several terms, values with =', () => {
  const parsed = parse('library exclude x.glossary a b --off')
  expect(parsed.kind === 'run' && [parsed.invocation.spec.name, parsed.invocation.positionals, parsed.invocation.options]).toEqual([
    'library exclude',
    ['x.glossary', 'a', 'b'],
    { off: true },
  ])
  const generated = parse('generate --format=csv docs')
  expect(generated.kind === 'run' && generated.invocation.options).toMatchObject({ format: 'csv', lang: 'auto', scope: 'full' })
})

test.each([
  ['generate', 'generate needs <folder>. See genglossary generate --help.'],
  ['generate a b', 'generate does not take "b". See genglossary generate --help.'],
  ['terms x --rank best', '--rank must be one of glossary, termhood, not "best". See genglossary terms --help.'],
  ['terms x --limit 0', '--limit must be a whole number from 1, not "0". See genglossary terms --help.'],
  ['terms x --limit 1e3', '--limit must be a whole number from 1, not "1e3". See genglossary terms --help.'],
  ['terms x --limit', '--limit needs a value. See genglossary terms --help.'],
  ['terms x --rank --forms all', '--rank needs a value. See genglossary terms --help.'],
  ['generate x --nope', 'generate has no option --nope. See genglossary generate --help.'],
  ['generate x -q', 'generate has no option -q. See genglossary generate --help.'],
  ['generate x --json-logs=yes', 'The option --json-logs is not used like that. See genglossary generate --help.'],
  ['library exclude x.glossary', 'library exclude needs <term>. See genglossary library exclude --help.'],
  ['library paint', 'There is no command "library paint". See genglossary library --help.'],
  ['paint', 'There is no command "paint". See genglossary --help.'],
])('%s', (line, message) => {
  expect(mistake(line)).toBe(message)
})

test('an empty argument is named', () => {
  expect(() => parseCommandLine(['generate', ''])).toThrow('<folder> is empty.')
})

test('help on everything, a group and each command; every command has an example that parses', () => {
  expect(parse('')).toEqual({ kind: 'nothing' })
  expect(parse('--help')).toEqual({ kind: 'help' })
  expect(parse('library')).toEqual({ kind: 'help', topic: 'library' })
  expect(parse('help generate')).toEqual({ kind: 'help', topic: 'generate' })
  expect(helpText()).toContain('library duplicate')
  for (const spec of COMMANDS) {
    expect(parse(`${spec.name} --help`)).toEqual({ kind: 'help', topic: spec.name })
    const text = helpText(spec.name)
    expect(text).toContain('Example:')
    for (const option of Object.keys(spec.options)) expect(text).toContain(`--${option}`)
    for (const example of spec.examples) {
      const words = [...example.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '').slice(1)
      expect(parseCommandLine(words).kind).toBe('run')
    }
  }
})

test('every command that lists something can do so as JSON', () => {
  const listing = ['terms', 'definitions', 'library info', 'library terms', 'library problems', 'runs list', 'runs show', 'runs logs']
  for (const name of listing) expect(COMMANDS.find((spec) => spec.name === name)?.options.format?.choices).toContain('json')
})
