/**
 * Waits for the last messages of a process that has exited. The grace counts time in which messages could have come: a machine that slept or
 * stood still lets its timers go off before anything is read. So the pipes are looked at once more, and as long as messages come the grace
 * begins anew.
 *
 * @param ms how long without a message
 * @param received how many messages have come so far
 * @param over called once
 */
export function afterGrace(ms: number, received: () => number, over: () => void): void {
  const known = received()
  const timer = setTimeout(() => {
    const look = () => (received() === known ? over() : afterGrace(ms, received, over))
    setImmediate(() => setImmediate(() => setImmediate(look)))
  }, ms)
  timer.unref()
}
