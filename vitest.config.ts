import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// One project per side; the end-to-end specs have their own runner (e2e/).
export default defineConfig({
  test: {
    include: [
      'src-main/**/*.test.ts',
      'src-worker/**/*.test.ts',
      'src-renderer/**/*.test.ts',
      'src-renderer/**/*.test.tsx',
      'scripts/**/*.test.ts',
      'e2e/harness/**/*.test.ts',
    ],
    pool: 'forks',
    // The files that take longest wait half of their time for processes and servers they started; a limit is for what hangs, not for what is slow.
    maxWorkers: availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The same for what is waited for.
    expect: { poll: { timeout: 30_000 } },
  },
})
