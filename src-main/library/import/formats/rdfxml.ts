import { unreadable } from '../limits.ts'
import type { ImportedGlossary, ImportInput } from '../model.ts'
import { attribute, elementsOf, readXml, type XmlElement } from '../xml.ts'
import { conceptsOf, RDF, type Statement } from './skos-graph.ts'

/** SKOS as RDF/XML (W3C, 2014): node elements, literals, resources, nested nodes. Collections and XML literals count as their text. */

/** @throws AppError IMPORT_FAILED when it is no RDF/XML */
export function readRdfXml({ text }: ImportInput): ImportedGlossary {
  const root = readXml(text)
  if (root.namespace !== RDF || root.local !== 'RDF')
    throw unreadable('This XML is no RDF: its outermost element is not rdf:RDF. Choose another format.')
  return conceptsOf((tell) => tellAll(root, tell))
}

function tellAll(root: XmlElement, tell: (statement: Statement) => void): void {
  let blank = 0
  const node = (element: XmlElement): string => {
    const id = attribute(element, 'ID')
    const subject = attribute(element, 'about') ?? (id === undefined ? (attribute(element, 'nodeID') ?? `_:b${blank++}`) : `#${id}`)
    const say = (predicate: string, value: string, language: string, isIri: boolean): void => {
      tell({ subject, predicate, value, language, isIri })
    }
    if (element.namespace !== RDF || element.local !== 'Description') say(`${RDF}type`, element.namespace + element.local, '', true)
    for (const property of elementsOf(element)) {
      const predicate = property.namespace + property.local
      const resource = attribute(property, 'resource') ?? attribute(property, 'nodeID')
      const [inner] = elementsOf(property)
      if (resource !== undefined) say(predicate, resource, '', true)
      else if (inner) say(predicate, node(inner), '', true)
      else say(predicate, property.children.join(''), property.language, false)
    }
    return subject
  }
  for (const element of elementsOf(root)) node(element)
}
