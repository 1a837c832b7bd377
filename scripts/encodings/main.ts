import { LENGTHS, measure, SAMPLES } from './measure.ts'

/** Prints the table of docs/documents.md: of 200 texts each, how many were told rightly, and what the others were taken for. */
const rows = measure()
const keys = [...new Set(rows.map(({ language, label }) => `${language} | ${label}`))]
console.log(`| language | encoding | ${LENGTHS.map(({ name }) => name).join(' | ')} |`)
console.log(`|---|---|${LENGTHS.map(() => '---:|').join('')}`)
for (const key of keys) {
  const cells = rows
    .filter(({ language, label }) => `${language} | ${label}` === key)
    .map(({ told, label }) => {
      const others = [...told].filter(([name]) => name !== label).map(([name, count]) => `${count} ${name}`)
      return [`${told.get(label) ?? 0} of ${SAMPLES}`, ...others].join(', ')
    })
  console.log(`| ${key} | ${cells.join(' | ')} |`)
}
