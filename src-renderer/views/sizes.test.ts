import { expect, it } from 'vitest'
import { i18n } from '../i18n/index.ts'
import { sizeLabel } from './sizes.ts'

it('sizes are written as people write them, in both languages', () => {
  i18n.activate('en')
  expect([0, 1, 452, 1300, 3_600_000].map(sizeLabel)).toEqual(['0 bytes', '1 byte', '452 bytes', '1.3 kB', '3.6 MB'])
  i18n.activate('ja')
  expect([452, 1300].map(sizeLabel)).toEqual(['452 バイト', '1.3 KB'])
  i18n.activate('en')
})
