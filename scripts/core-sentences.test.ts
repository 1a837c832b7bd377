import { expect, test } from 'vitest'
import japanese from '../src-renderer/locales/core-ja.json' with { type: 'json' }
import { coreSentences, sentencesOf } from './core-sentences.ts'

const translations: Readonly<Record<string, string>> = japanese
const slots = (text: string): string[] => [...text.matchAll(/\{(?:\d+|n)\}/g)].map(([slot]) => slot).sort()

test('templates are collected from errors, reasons and labels; values become numbered slots; what programmers read is left out', () => {
  const source = `
    throw new AppError('X', \`There is no folder \${path}. Check \${what(path, \`The inner one is \${path}.\`)}.\`, { path })
    throw new Error('This one is for programmers only.')
    const reason = cold ? 'The file is empty.' : 'lower case is no sentence.'
    const plan = { label: on ? 'Ignore a problem' : \`Add "\${surface}"\` }
    const sql = 'SELECT one FROM other WHERE it is a sentence.'`
  expect([...sentencesOf(source)]).toEqual([
    'There is no folder {0}. Check {1}.',
    'The inner one is {0}.',
    'The file is empty.',
    'Ignore a problem',
    'Add "{0}"',
  ])
})

test('every sentence of the core is translated', () => {
  const missing = [...coreSentences()].filter(([template]) => translations[template] === undefined)
  expect(missing.map(([template, file]) => `${file}: ${template}`)).toEqual([])
})

test('translations hold the same values', () => {
  const different = Object.entries(translations).filter(([template, text]) => `${slots(template)}` !== `${slots(text)}`)
  expect(different.map(([template]) => template)).toEqual([])
})

/** Made of two parts at run time. */
const PUT_TOGETHER = new Set(['{0} ({1}) are not read.'])

test('every translation of a whole sentence is still needed', () => {
  const used = coreSentences()
  const stale = Object.keys(translations).filter(
    (template) => /[.?!]$/.test(template) && !PUT_TOGETHER.has(template) && !used.has(template),
  )
  expect(stale).toEqual([])
})
