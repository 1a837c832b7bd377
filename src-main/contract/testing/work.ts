/**
 * Milliseconds of processor time a piece of work takes in this thread. Unlike the clock it does not go on while other programs have the
 * processor: a test of linear time does not fail because the machine is busy. How fast something is, is for benchmarks.
 */
export function workMs(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  return since(before)
}

/** The same for work that waits: what else the thread does meanwhile counts too. */
export async function workMsOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage()
  await work()
  return since(before)
}

function since(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
