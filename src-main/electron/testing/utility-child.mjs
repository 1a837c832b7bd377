/**
 * Loaded before a worker's bundle in the process that stands for an Electron utility process: gives it `process.parentPort`
 * (docs/api/parent-port.md) and the port handed over, on top of Node's own channel, which it takes away.
 */
import { EventEmitter } from 'node:events'
import { getHeapStatistics } from 'node:v8'
import { isMainThread } from 'node:worker_threads'

// Threads of the process start with its options: nothing of this is for them.
const send = isMainThread ? sender(process.send.bind(process)) : null

/**
 * What is posted has been handed over when postMessage returns, and process.exit comes back to its caller (electron#44174): here the exit waits for
 * Node's channel.
 */
function sender(own) {
  const exit = process.exit.bind(process)
  let underway = 0
  let code = null
  process.exit = (given) => {
    code = given ?? 0
    if (underway === 0) exit(code)
  }
  return (message) => {
    if (code !== null) return
    underway += 1
    own(message, undefined, {}, () => {
      underway -= 1
      if (underway === 0 && code !== null) exit(code)
    })
  }
}

/** MessagePortMain's other end: nothing comes before `start`. */
class Port extends EventEmitter {
  #started = false
  #waiting = []

  take(data) {
    if (this.#started) this.emit('message', { data, ports: [] })
    else this.#waiting.push(data)
  }

  start() {
    this.#started = true
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] })
  }

  postMessage(data) {
    send({ kind: 'port', data: structuredClone(data) })
  }

  close() {
    this.#started = false
  }
}

/** Messages wait until somebody listens. */
class ParentPort extends EventEmitter {
  #waiting = []

  constructor() {
    super()
    this.on('newListener', (name) => {
      if (name === 'message') setImmediate(() => this.#handOver())
    })
  }

  #handOver() {
    for (const event of this.#waiting.splice(0)) this.emit('message', event)
  }

  take(event) {
    if (this.listenerCount('message') > 0) this.emit('message', event)
    else this.#waiting.push(event)
  }
}

if (isMainThread) {
  const parentPort = new ParentPort()
  let port = null

  process.on('message', ({ kind, data }) => {
    if (kind === 'port') return port?.take(data)
    port = new Port()
    parentPort.take({ data, ports: [port] })
  })
  process.on('disconnect', () => port?.emit('close'))
  process.parentPort = parentPort
  process.send = undefined
  send({ kind: 'up', data: { heap: getHeapStatistics().heap_size_limit, env: Object.keys(process.env) } })
}
