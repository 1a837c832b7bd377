import { IMPORT_FORMATS, RESOLUTIONS } from '../contract/imports.ts'
import type { CommandSpec } from './spec.ts'

/** `library import`, as data. */
export const IMPORT_SPEC: CommandSpec = {
  name: 'library import',
  summary: 'read a glossary file into a library, as one step that undo takes back',
  details: [
    'What the library says stays where the file says something else, unless --on-collision decides otherwise: theirs takes what the file says,',
    'both joins definitions and notes. Everything of the file that is not taken over stands in the report with its place and the reason.',
    '--map tells the columns of a table: term=1,definition=Description, by number or by the word in the first row; ignore=3 leaves one out.',
  ],
  positionals: [
    { name: 'FILE.glossary', required: true },
    { name: 'file', required: true },
  ],
  options: {
    format: { type: 'string', choices: IMPORT_FORMATS, summary: 'format of the file (default: found out)' },
    map: { type: 'string', value: 'FIELD=COLUMN,…', summary: 'what the columns of a table mean (default: guessed)' },
    'on-collision': { type: 'string', choices: RESOLUTIONS, default: 'mine', summary: 'where file and library differ' },
    'not-required': { type: 'boolean', summary: 'do not put new terms on the list of terms every run looks for' },
    'dry-run': { type: 'boolean', summary: 'say what would be done, and do nothing' },
    create: { type: 'boolean', summary: 'make the library when there is none' },
    'documents-to': {
      type: 'string',
      value: 'FOLDER',
      summary: 'write the documents a project of the earlier GenGlossary carries into this folder',
    },
    report: { type: 'string', choices: ['text', 'json'], default: 'text', summary: 'format of the report' },
  },
  examples: [
    'genglossary library import project.glossary terms.csv --dry-run',
    'genglossary library import project.glossary terms.xlsx --map term=1,definition=Description --on-collision theirs',
    'genglossary library import new.glossary old-project.db --create --documents-to documents --report json',
  ],
}
