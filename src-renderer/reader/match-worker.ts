import { expose, transfer } from 'comlink'
import { type DocumentMatcher, documentMatcher } from './document-matcher.ts'

/** Matching away from the page's thread: a megabyte of text must not stop the typing. What was found stays here too; the page gets a copy of its own. */
const own = documentMatcher()

const api: DocumentMatcher = {
  ...own,
  match: (extra) => {
    const found = own.match(extra)
    if (found === null) return null
    const quads = found.quads.slice()
    return transfer({ ...found, quads }, [quads.buffer])
  },
  filter: (filter) => {
    const quads = own.filter(filter)
    return transfer(quads, [quads.buffer])
  },
}

expose(api)
