import { EXPORT_FORMATS } from '../library/export/index.ts'

import { DOCUMENT_SPECS } from './spec-documents.ts'
import { IMPORT_SPEC } from './spec-import.ts'

/** What a command takes, as data: the parser, the help texts and their tests all read this one table. */

export interface OptionSpec {
  readonly type: 'string' | 'boolean' | 'integer'
  /** Placeholder in help: `FILE`, `N` … */
  readonly value?: string
  readonly choices?: readonly string[]
  readonly default?: string | number | boolean
  readonly summary: string
}

export interface PositionalSpec {
  readonly name: string
  readonly required: boolean
  /** Takes every further argument too. */
  readonly many?: boolean
}

export interface CommandSpec {
  /** `generate`, or two words: `library info`. */
  readonly name: string
  readonly summary: string
  /** More lines for `--help`. */
  readonly details?: readonly string[]
  readonly positionals: readonly PositionalSpec[]
  readonly options: Readonly<Record<string, OptionSpec>>
  readonly examples: readonly string[]
}

const library: OptionSpec = { type: 'string', value: 'FILE', summary: 'library file (default: one per folder, in your user-data folder)' }
const lang: OptionSpec = { type: 'string', choices: ['auto', 'en', 'ja'], default: 'auto', summary: 'language of the documents' }
const jsonLogs: OptionSpec = { type: 'boolean', summary: 'progress and log as one JSON object a line on standard error' }
const listFormat: OptionSpec = { type: 'string', choices: ['text', 'json'], default: 'text', summary: 'format of the list' }
const limit = (summary: string): OptionSpec => ({ type: 'integer', value: 'N', summary })
const file: PositionalSpec = { name: 'FILE.glossary', required: true }
const folder: PositionalSpec = { name: 'folder', required: true }
const run: PositionalSpec = { name: 'run', required: false }
const runsLibrary: OptionSpec = { type: 'string', value: 'FILE', summary: 'library file (default: the library used last)' }
const exportFormat: OptionSpec = {
  type: 'string',
  choices: ['md', 'json', 'csv'],
  summary: 'format (default: by the ending of --out, else md)',
}

const baseUrl: OptionSpec = {
  type: 'string',
  value: 'URL',
  summary: 'model server; several with commas, each with *WEIGHT (default: http://127.0.0.1:11434 for ollama, :8080 for openai)',
}
const allowRemote: OptionSpec = {
  type: 'boolean',
  summary: 'agree to send passages to a server that is not on this computer; remembered in the library',
}
const modelOptions: Readonly<Record<string, OptionSpec>> = {
  engine: {
    type: 'string',
    choices: ['statistical', 'ollama', 'openai'],
    summary: 'statistical (default), or a model: ollama, or openai for every compatible server',
  },
  model: { type: 'string', value: 'NAME', summary: 'model to ask; genglossary models lists what is there' },
  'base-url': baseUrl,
  concurrency: { type: 'integer', value: 'N', summary: 'questions in flight (default: found by measuring)' },
  'allow-remote': allowRemote,
  'model-log': {
    type: 'boolean',
    summary: 'keep prompts and answers of this run in a file only you can read; genglossary runs show --models opens it',
  },
}

const MAIN: readonly CommandSpec[] = [
  {
    name: 'generate',
    summary: 'make a glossary from a folder of documents',
    details: [
      'Without --out the glossary goes to standard output. A second call re-does only what changed.',
      'Nothing is ever written into the document folder. Ctrl-C cancels the run; what was there before stays.',
    ],
    positionals: [folder],
    options: {
      library,
      out: { type: 'string', value: 'FILE', summary: 'where to write the glossary' },
      format: exportFormat,
      lang,
      limit: limit('write only the best N terms'),
      scope: { type: 'string', choices: ['full', 'extract', 'generate', 'review', 'refine'], default: 'full', summary: 'stage to run' },
      terms: { type: 'string', value: 'A,B', summary: 'with one stage as --scope: only these terms; all others stay as they are' },
      again: { type: 'boolean', summary: 'with --terms: ask the model anew, also where an answer is kept' },
      ...modelOptions,
      resume: { type: 'boolean', summary: 'go on with the last run: its stages and its model; answers it got are not asked for again' },
      'json-logs': jsonLogs,
    },
    examples: [
      'genglossary generate samples/handbook --out glossary.md',
      'genglossary generate samples/handbook --engine ollama --model qwen3.5:4b --out glossary.md',
      'genglossary generate docs --scope generate --terms "work item,backlog" --again --engine ollama --model qwen3.5:4b',
      'genglossary generate ~/文書 --lang ja --format csv --out glossary.csv',
    ],
  },
  {
    name: 'terms',
    summary: 'list the terms of a folder, best first (extraction only)',
    details: ['--rank termhood --forms all prints every accepted surface form, one a line.'],
    positionals: [folder],
    options: {
      rank: { type: 'string', choices: ['glossary', 'termhood'], default: 'glossary', summary: 'which ranking' },
      forms: { type: 'string', choices: ['preferred', 'all'], default: 'preferred', summary: 'headwords only, or every surface form' },
      entities: { type: 'string', choices: ['exclude', 'include'], default: 'exclude', summary: 'named entities' },
      limit: limit('at most N lines'),
      format: { type: 'string', choices: ['txt', 'json'], default: 'txt', summary: 'format of the list' },
      lang,
      library,
      'json-logs': jsonLogs,
    },
    examples: [
      'genglossary terms samples/handbook --rank glossary --limit 20',
      'genglossary terms docs --rank termhood --forms all --format json',
    ],
  },
  {
    name: 'definitions',
    summary: 'list headwords with their defining sentences, quoted with file, line and character range',
    positionals: [folder],
    options: {
      limit: limit('at most N headwords'),
      format: { type: 'string', choices: ['json'], default: 'json', summary: 'format of the list' },
      lang,
      library,
      'json-logs': jsonLogs,
    },
    examples: ['genglossary definitions samples/handbook --limit 50 --format json'],
  },
  {
    name: 'models',
    summary: 'list the models of the servers on this computer, or of --base-url',
    details: ['A key is read from GENGLOSSARY_API_KEY. --test asks one question and measures; with --library it estimates the whole.'],
    positionals: [],
    options: {
      'base-url': baseUrl,
      'allow-remote': { type: 'boolean', summary: 'the server may be on another computer' },
      test: { type: 'string', value: 'MODEL', summary: 'ask this model to define a sample term, and measure' },
      library: { type: 'string', value: 'FILE', summary: 'library the estimate of --test is for' },
      recommended: { type: 'boolean', summary: 'models worth trying, with memory and licence' },
      format: listFormat,
    },
    examples: ['genglossary models', 'genglossary models --base-url http://127.0.0.1:8080 --test qwen3.5-4b'],
  },
  {
    name: 'sentences',
    summary: 'tell for every line of a file whether it is a definition: 1 or 0',
    positionals: [{ name: 'file', required: true }],
    options: { lang },
    examples: ['genglossary sentences sentences.txt --lang en'],
  },
]

const LIBRARY: readonly CommandSpec[] = [
  {
    name: 'library info',
    summary: 'what a library holds',
    positionals: [file],
    options: { format: listFormat },
    examples: ['genglossary library info project.glossary --format json'],
  },
  {
    name: 'library terms',
    summary: 'the terms of a library',
    positionals: [file],
    options: {
      view: {
        type: 'string',
        choices: ['glossary', 'all', 'undecided', 'accepted', 'dropped', 'required', 'problems', 'proposals'],
        default: 'glossary',
        summary: 'which terms',
      },
      search: { type: 'string', value: 'TEXT', summary: 'only terms holding this text' },
      limit: limit('at most N terms'),
      format: listFormat,
    },
    examples: ['genglossary library terms project.glossary --view accepted --format json'],
  },
  {
    name: 'library problems',
    summary: 'what a review found',
    positionals: [file],
    options: { limit: limit('at most N problems'), format: listFormat },
    examples: ['genglossary library problems project.glossary'],
  },
  {
    name: 'library exclude',
    summary: 'never list these terms (again)',
    positionals: [file, { name: 'term', required: true, many: true }],
    options: { off: { type: 'boolean', summary: 'take them off the list of excluded terms' } },
    examples: ['genglossary library exclude project.glossary "work item" backlog'],
  },
  {
    name: 'library require',
    summary: 'always list these terms',
    positionals: [file, { name: 'term', required: true, many: true }],
    options: { off: { type: 'boolean', summary: 'take them off the list of required terms' } },
    examples: ['genglossary library require project.glossary 量子ビット'],
  },
  ...DOCUMENT_SPECS,
  {
    name: 'library export',
    summary: 'write the glossary of a library, without a run',
    details: [
      'Formats (* a folder):',
      ...EXPORT_FORMATS.map(({ id, folder, name }) => `  ${(folder ? `${id} *` : id).padEnd(12)}${name.en}`),
    ],
    positionals: [file],
    options: {
      out: { type: 'string', value: 'FILE', summary: 'where to write; a folder for formats of several files (default: standard output)' },
      format: { type: 'string', value: 'NAME', summary: 'format, see above (default: by the ending of --out, else md)' },
      scope: {
        type: 'string',
        choices: ['all', 'accepted', 'filter'],
        summary: 'which terms (default: all; filter with --view or --search)',
      },
      view: {
        type: 'string',
        choices: ['glossary', 'review', 'all', 'undecided', 'accepted', 'dropped', 'required', 'problems', 'proposals'],
        summary: 'terms of this view (scope filter)',
      },
      search: { type: 'string', value: 'TEXT', summary: 'terms holding this text (scope filter)' },
      limit: limit('write only the best N terms'),
      brief: { type: 'boolean', summary: 'definitions without their headword: "A machine that …"' },
      'dry-run': { type: 'boolean', summary: 'write nothing; say what would be left out or changed' },
      report: { type: 'string', choices: ['text', 'json'], default: 'text', summary: 'format of the report' },
    },
    examples: [
      'genglossary library export project.glossary --format csv --out glossary.csv',
      'genglossary library export project.glossary --format mozc --scope accepted --dry-run --report json',
    ],
  },
  IMPORT_SPEC,
  {
    name: 'library duplicate',
    summary: 'copy a library, without an active run',
    positionals: [file, { name: 'NEW.glossary', required: true }],
    options: {},
    examples: ['genglossary library duplicate project.glossary copy.glossary'],
  },
]

const RUNS: readonly CommandSpec[] = [
  {
    name: 'runs list',
    summary: 'the runs of a library, newest first',
    positionals: [],
    options: { library: runsLibrary, limit: limit('at most N runs'), format: listFormat },
    examples: ['genglossary runs list --library project.glossary'],
  },
  {
    name: 'runs show',
    summary: 'one run (default: the last)',
    positionals: [run],
    options: {
      library: runsLibrary,
      models: { type: 'boolean', summary: 'what was sent to the model and what came back (runs with --model-log)' },
      format: listFormat,
    },
    examples: ['genglossary runs show 12 --library project.glossary'],
  },
  {
    name: 'runs logs',
    summary: 'the log of a run (default: the last)',
    positionals: [run],
    options: {
      library: runsLibrary,
      from: { type: 'integer', value: 'N', summary: 'from line N on (default: all)' },
      follow: { type: 'boolean', summary: 'go on until the run ends' },
      format: listFormat,
    },
    examples: ['genglossary runs logs 12 --follow', 'genglossary runs logs 12 --from 500'],
  },
  {
    name: 'runs cancel',
    summary: 'cancel a run (default: the active one), whichever process owns it',
    positionals: [run],
    options: { library: runsLibrary },
    examples: ['genglossary runs cancel 12 --library project.glossary'],
  },
]

export const COMMANDS: readonly CommandSpec[] = [...MAIN, ...LIBRARY, ...RUNS]
