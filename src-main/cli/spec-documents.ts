import { CHOSEN_ENCODINGS } from '../contract/text/content-key.ts'
import type { CommandSpec } from './spec.ts'

const library = { name: 'FILE.glossary', required: true } as const

/** Commands about the documents of a library, as data. */
export const DOCUMENT_SPECS: readonly CommandSpec[] = [
  {
    name: 'library add',
    summary: 'add folders and single files to a library',
    details: ['A single file is looked at alone: the others of its folder stay out of the library. The next run reads what was added.'],
    positionals: [library, { name: 'path', required: true, many: true }],
    options: {},
    examples: ['genglossary library add project.glossary ~/notes ~/Downloads/spec.pdf'],
  },
  {
    name: 'library encoding',
    summary: 'read text files of a library in another encoding',
    positionals: [library, { name: 'document', required: true, many: true }],
    options: {
      as: { type: 'string', choices: ['auto', ...CHOSEN_ENCODINGS], default: 'auto', summary: 'encoding; auto = told from the bytes' },
    },
    examples: ['genglossary library encoding project.glossary notes/old.txt --as shift_jis'],
  },
]
