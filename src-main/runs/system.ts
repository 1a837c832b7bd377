import { randomBytes } from 'node:crypto'
import type { Clock, Ids } from './ports.ts'

/** The real clock. */
export const systemClock: Clock = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return { cancel: () => clearTimeout(timer) }
  },
}

/** 256 random bits as hex. */
export const systemIds: Ids = { token: () => randomBytes(32).toString('hex') }
