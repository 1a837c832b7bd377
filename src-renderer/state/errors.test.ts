import { afterEach, expect, it } from 'vitest'
import { AppError } from '../../src-main/contract/errors.ts'
import { i18n } from '../i18n/index.ts'
import { errorData, errorSentence } from './errors.ts'

afterEach(() => i18n.activate('en'))

it('says of an error nobody foresaw what it was, once, and what to do', () => {
  const error = errorData(new TypeError('x is not a function'))
  expect(errorSentence(error)).toBe(
    'Something went wrong inside GenGlossary: x is not a function. Try again; if that does not help, restart it.',
  )
  i18n.activate('ja')
  expect(errorSentence(error)).toMatch(/^GenGlossary の内部で問題が起きました：x is not a function。.*再起動してください。$/)
})

it('says what the core said where its sentence has a translation, else what its code means', () => {
  const known = new AppError('USAGE', 'Type a name for the library.').toJSON()
  expect(errorSentence(known)).toBe('Type a name for the library.')
  const coded = new AppError('FOLDER_MISSING', 'a sentence of an older version', { folder: 'a' }).toJSON()
  expect(errorSentence(coded)).toBe('a sentence of an older version')
  i18n.activate('ja')
  expect(errorSentence(known)).toBe('ライブラリの名前を入力してください。')
  expect(errorSentence(coded)).toContain('フォルダー a がありません')
})
