import { enableCompileCache } from 'node:module'

// Entry of the process that looks for models: one question over its port, one answer, gone. Main itself never talks to a model.
enableCompileCache()
const { findWorkerPort } = await import('../run/port.ts')
const { modelQuestionSchema } = await import('../../src-main/contract/models-api.ts')
const { redactor } = await import('../../src-main/contract/text/secret-shapes.ts')
const { discover } = await import('./discover.ts')

const { link, drained } = findWorkerPort()
process.on('SIGINT', () => undefined)
link.onClose(() => process.exit(0))
link.onMessage((body) => {
  const question = modelQuestionSchema.parse(body)
  // A server may send the key back, in an error or as a model's name: nobody gets to see it.
  const redact = redactor(question.key === undefined ? [] : [question.key])
  const tell = (connections: readonly object[]): void => void link.post({ connections })
  void discover(question, tell).then(async (answer) => {
    link.post(JSON.parse(redact(JSON.stringify(answer))))
    await drained()
    // Whoever asked ends this process once it has the answer: a port can't tell when a message arrived.
  })
})
