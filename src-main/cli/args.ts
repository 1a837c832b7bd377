import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { AppError } from '../contract/errors.ts'
import { COMMANDS, type CommandSpec, type OptionSpec } from './spec.ts'

/** A command line, understood. Options not given and without a default are absent. */
export interface Invocation {
  readonly spec: CommandSpec
  readonly positionals: readonly string[]
  readonly options: Readonly<Record<string, string | number | boolean>>
}

export type Parsed =
  | { readonly kind: 'run'; readonly invocation: Invocation }
  /** `topic` undefined = the whole tool, else a command or a group (`library`). */
  | { readonly kind: 'help'; readonly topic?: string }
  /** Nothing was asked for. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'version' }

const HINT = 'See genglossary --help.'
const usage = (message: string, help?: string): AppError =>
  new AppError('USAGE', `${message} ${help === undefined ? HINT : `See genglossary ${help} --help.`}`)

const GROUPS = new Set(COMMANDS.filter((spec) => spec.name.includes(' ')).map((spec) => spec.name.split(' ')[0]!))
const asksHelp = (word: string | undefined): boolean => word === '--help' || word === '-h' || word === 'help'

/** Finds the command the line begins with; the rest are its arguments. */
function findCommand(argv: readonly string[]): Parsed | { kind: 'found'; spec: CommandSpec; rest: readonly string[] } {
  const [first, second] = argv
  if (first === undefined) return { kind: 'nothing' }
  if (asksHelp(first)) return second === undefined ? { kind: 'help' } : { kind: 'help', topic: argv.slice(1).join(' ') }
  if (first === '--version' || first === '-V') return { kind: 'version' }
  if (GROUPS.has(first)) {
    if (second === undefined || asksHelp(second)) return { kind: 'help', topic: first }
    const spec = COMMANDS.find((one) => one.name === `${first} ${second}`)
    if (spec === undefined) throw usage(`There is no command "${first} ${second}".`, first)
    return { kind: 'found', spec, rest: argv.slice(2) }
  }
  const spec = COMMANDS.find((one) => one.name === first)
  if (spec === undefined) throw usage(`There is no command "${first}".`)
  return { kind: 'found', spec, rest: argv.slice(1) }
}

function readOption(name: string, option: OptionSpec, raw: string | boolean, help: string): string | number | boolean {
  if (typeof raw === 'boolean') return raw
  if (option.choices !== undefined && !option.choices.includes(raw)) {
    throw usage(`--${name} must be one of ${option.choices.join(', ')}, not "${raw}".`, help)
  }
  if (option.type !== 'integer') return raw
  if (!/^[1-9]\d{0,8}$/.test(raw)) throw usage(`--${name} must be a whole number from 1, not "${raw}".`, help)
  return Number(raw)
}

function checkPositionals(spec: CommandSpec, given: readonly string[]): void {
  const missing = spec.positionals.find((positional, index) => positional.required && given[index] === undefined)
  if (missing !== undefined) throw usage(`${spec.name} needs <${missing.name}>.`, spec.name)
  const empty = given.indexOf('')
  if (empty !== -1) throw usage(`<${spec.positionals[Math.min(empty, spec.positionals.length - 1)]?.name}> is empty.`, spec.name)
  const many = spec.positionals.some((positional) => positional.many)
  if (!many && given.length > spec.positionals.length) {
    throw usage(`${spec.name} does not take "${given[spec.positionals.length]}".`, spec.name)
  }
}

/** A sentence for each mistake `node:util` finds, without its hints about `--`. */
function parseMistake(error: unknown, spec: CommandSpec): AppError {
  const text = error instanceof Error ? error.message : String(error)
  const option = /'(-[^'\s]*)/u.exec(text)?.[1]
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return usage(`${spec.name} has no option ${option}.`, spec.name)
  if (/argument missing|ambiguous/u.test(text)) {
    const long = Object.keys(spec.options).find((name) => text.includes(`--${name}`))
    return usage(`--${long ?? option} needs a value.`, spec.name)
  }
  return usage(`The option ${option} is not used like that.`, spec.name)
}

function parseCommand(spec: CommandSpec, rest: readonly string[]): Parsed {
  const config: ParseArgsOptionsConfig = { help: { type: 'boolean', short: 'h' } }
  for (const [name, option] of Object.entries(spec.options)) config[name] = { type: option.type === 'boolean' ? 'boolean' : 'string' }
  let parsed: { values: Record<string, unknown>; positionals: string[] }
  try {
    parsed = parseArgs({ args: [...rest], options: config, allowPositionals: true, strict: true })
  } catch (error) {
    throw parseMistake(error, spec)
  }
  if (parsed.values.help === true) return { kind: 'help', topic: spec.name }
  checkPositionals(spec, parsed.positionals)
  const options: Record<string, string | number | boolean> = {}
  for (const [name, option] of Object.entries(spec.options)) {
    const raw = parsed.values[name]
    if (typeof raw === 'string' || typeof raw === 'boolean') options[name] = readOption(name, option, raw, spec.name)
    else if (option.default !== undefined) options[name] = option.default
  }
  return { kind: 'run', invocation: { spec, positionals: parsed.positionals, options } }
}

/**
 * Understands a command line (without the program's own name).
 *
 * @throws AppError USAGE with a sentence saying what is wrong
 */
export function parseCommandLine(argv: readonly string[]): Parsed {
  const found = findCommand(argv)
  return found.kind === 'found' ? parseCommand(found.spec, found.rest) : found
}
