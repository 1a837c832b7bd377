import { DataFactory, Parser, type Term } from 'n3'
import { unreadable } from '../limits.ts'
import type { ImportedGlossary, ImportInput } from '../model.ts'
import { conceptsOf, type Statement } from './skos-graph.ts'

/** SKOS as Turtle (and N-Triples, which is Turtle too). Relative addresses are kept relative: nothing is looked up. */

/** @throws AppError IMPORT_FAILED for what is no Turtle, with the line */
export function readTurtle({ text }: ImportInput): ImportedGlossary {
  try {
    return conceptsOf((say) => parse(text, say))
  } catch (error) {
    if (error instanceof Error && error.name === 'AppError') throw error
    throw unreadable(`The file is no Turtle that can be read: ${error instanceof Error ? error.message : String(error)}`, error)
  }
}

function parse(text: string, say: (statement: Statement) => void): void {
  // The parser keeps what the factory gives: one and the same quad, not the half a million of a large file.
  const none = DataFactory.quad(DataFactory.blankNode('x'), DataFactory.namedNode('x'), DataFactory.blankNode('x'))
  const quad = (subject: Term, predicate: Term, object: Term) => {
    say({
      subject: subject.value,
      predicate: predicate.value,
      value: object.value,
      language: object.termType === 'Literal' ? object.language : '',
      isIri: object.termType !== 'Literal',
    })
    return none
  }
  const parser = new Parser({
    format: 'text/turtle',
    baseIRI: 'glossary:/',
    factory: { ...DataFactory, quad } as unknown as typeof DataFactory,
  })
  parser.parse(text.replace(/^\uFEFF/u, ''))
}
