import { expect, it } from 'vitest'
import { clockTime, i18n } from './index.ts'

it.each(['en', 'ja'] as const)('a time of day has eight characters in every language, at midnight and at noon (%s)', (language) => {
  i18n.activate(language)
  const times = [0, 1, 9, 11, 12, 13, 23].map((hour) => clockTime(new Date(2026, 10, 22, hour, 21, 4).getTime()))
  expect(times).toEqual(['00', '01', '09', '11', '12', '13', '23'].map((hour) => `${hour}:21:04`))
})
