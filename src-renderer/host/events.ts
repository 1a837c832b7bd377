/** A tiny typed event hub. A listener that throws doesn't keep the others from hearing; its error is reported as an uncaught one. */
export class Hub {
  private readonly listeners = new Map<string, Set<(payload: never) => void>>()

  on(name: string, receive: (payload: never) => void): () => void {
    const set = this.listeners.get(name) ?? new Set()
    this.listeners.set(name, set.add(receive))
    return () => void set.delete(receive)
  }

  emit(name: string, payload: unknown): void {
    for (const receive of [...(this.listeners.get(name) ?? [])]) {
      try {
        ;(receive as (payload: unknown) => void)(payload)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
}
