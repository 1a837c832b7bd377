import { defineConfig } from 'vitest/config'

/** Only for `npm run test:llama`: these tests need a server that npm test does not build. */
export default defineConfig({ test: { include: ['scripts/models/llama/*.llama.ts'], testTimeout: 60_000 } })
