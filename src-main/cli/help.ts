import { AppError } from '../contract/errors.ts'
import { COMMANDS, type CommandSpec, type OptionSpec } from './spec.ts'

const pad = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`)
}

const positionalsOf = (spec: CommandSpec): string =>
  spec.positionals.map(({ name, required, many }) => `${required ? `<${name}>` : `[${name}]`}${many ? '…' : ''}`).join(' ')

function optionLine([name, option]: [string, OptionSpec]): readonly [string, string] {
  const value = option.type === 'boolean' ? '' : ` ${option.choices?.join('|') ?? option.value ?? 'TEXT'}`
  const fallback = option.default === undefined ? '' : ` (default: ${option.default})`
  return [`--${name}${value}`, option.summary + fallback]
}

function commandHelp(spec: CommandSpec): string {
  const usage = ['genglossary', spec.name, positionalsOf(spec), '[options]'].filter((part) => part !== '').join(' ')
  const options = pad([...Object.entries(spec.options).map(optionLine), ['--help', 'this text']])
  const details = spec.details === undefined ? [] : ['', ...spec.details]
  const examples = spec.examples.map((example) => `  ${example}`)
  return [`${usage}`, '', `${capital(spec.summary)}.`, ...details, '', 'Options:', ...options, '', 'Example:', ...examples, ''].join('\n')
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const list = (specs: readonly CommandSpec[]): string[] =>
  pad(specs.map((spec) => [[spec.name, positionalsOf(spec)].join(' ').trim(), spec.summary] as const))

function overview(): string {
  return [
    'genglossary <command> [options]',
    '',
    'A folder of documents becomes a glossary: ranked terms with defining sentences quoted from the documents, offline.',
    '',
    'Commands:',
    ...list(COMMANDS),
    '',
    'Every command has --help with an example. Exit codes: 0 done, 1 failed, 2 wrong usage, 130 cancelled.',
    'Data is kept in the user-data folder of the system, or in GENGLOSSARY_HOME.',
    '',
    'Example:',
    '  genglossary generate samples/handbook --out glossary.md',
    '',
  ].join('\n')
}

/**
 * Help on everything (no topic), on a group (`library`, `runs`) or on a command.
 *
 * @throws AppError USAGE when there is no such topic
 */
export function helpText(topic?: string): string {
  if (topic === undefined) return overview()
  const spec = COMMANDS.find((one) => one.name === topic)
  if (spec !== undefined) return commandHelp(spec)
  const group = COMMANDS.filter((one) => one.name.startsWith(`${topic} `))
  if (group.length === 0) throw new AppError('USAGE', `There is no help on "${topic}". See genglossary --help.`)
  return [`genglossary ${topic} <command>`, '', 'Commands:', ...list(group), ''].join('\n')
}
