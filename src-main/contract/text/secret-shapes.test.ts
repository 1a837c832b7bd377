import { expect, test } from 'vitest'
import { redactor, secretShapes } from './secret-shapes.ts'

test('a secret is found as it is, in JSON, in a URL and in base64', () => {
  const secret = 'sk-"q"/a+b=c é'
  const hide = redactor([secret])
  const shapes = [
    secret,
    JSON.stringify({ key: secret }),
    `https://x.example/?k=${encodeURIComponent(secret)}`,
    Buffer.from(secret).toString('base64'),
  ]
  for (const text of shapes) expect(hide(`before ${text} after`)).toMatch(/^before .*\[key\].* after$/u)
  for (const text of shapes) for (const shape of secretShapes(secret)) expect(hide(text)).not.toContain(shape)
})

test('without a secret nothing is touched', () => {
  expect(redactor([])('as it is')).toBe('as it is')
  expect(redactor([''])('as it is')).toBe('as it is')
})
