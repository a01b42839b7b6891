import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const READY_MS = 180_000
const STOP_MS = 10_000

/** What the server writes into `.data/demo.json`. */
export type DemoFile = {
  readonly serverUrl: string
  readonly demoUrl: string
  readonly siteKey: string
  readonly apiKey: string
  readonly users: readonly DemoUser[]
  readonly second: { readonly siteKey: string; readonly users: readonly DemoUser[] }
}
export type DemoUser = { readonly email: string; readonly password: string; readonly role: string }

/** The built product on ports and a data folder of its own: the server's process, and the demo sites' process. */
export class Product {
  readonly #dataDir: string
  readonly #serverPort: number
  readonly #demoPort: number
  #server: ChildProcess | null = null
  #sites: ChildProcess | null = null
  #demo: DemoFile | null = null

  readonly #settings: Readonly<Record<string, string>>

  private constructor(
    dataDir: string,
    serverPort: number,
    demoPort: number,
    settings: Readonly<Record<string, string>>,
  ) {
    this.#settings = settings
    this.#dataDir = dataDir
    this.#serverPort = serverPort
    this.#demoPort = demoPort
  }

  /** `settings`: further environment variables of the server. */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<Product> {
    const dataDir = await mkdtemp(join(tmpdir(), 'alongside-e2e-'))
    const product = new Product(dataDir, await freePort(), await freePort(), settings)
    await product.startServer().catch(async (error: unknown) => {
      await product.stop()
      throw error
    })
    product.#sites = run('apps/demo/src/main.ts', {
      DEMO_PORT: String(product.#demoPort),
      ALONGSIDE_SERVER_URL: product.serverUrl,
      ALONGSIDE_SITE_KEY: product.demo.siteKey,
    })
    await untilAnswering(product.demoUrl, product.#sites)
    return product
  }

  get serverUrl(): string {
    return `http://localhost:${this.#serverPort}`
  }

  get demoUrl(): string {
    return `http://localhost:${this.#demoPort}`
  }

  /** Of the server's process. */
  get serverPid(): number {
    const pid = this.#server?.pid
    if (pid === undefined) throw new Error('the server has not been started')
    return pid
  }

  get demo(): DemoFile {
    if (this.#demo === null) throw new Error('the server has not been started')
    return this.#demo
  }

  user(role: string, which = 0): DemoUser {
    const user = this.demo.users.filter((candidate) => candidate.role === role)[which]
    if (user === undefined) throw new Error(`the demo has no ${role} number ${which + 1}`)
    return user
  }

  async startServer(): Promise<void> {
    this.#server = run('apps/server/src/main.ts', {
      PORT: String(this.#serverPort),
      DEMO_PORT: String(this.#demoPort),
      DATA_DIR: this.#dataDir,
      LOG_LEVEL: 'warn',
      ...this.#settings,
    })
    await untilAnswering(`${this.serverUrl}/healthz`, this.#server)
    this.#demo = JSON.parse(await readFile(join(this.#dataDir, 'demo.json'), 'utf8')) as DemoFile
  }

  async stopServer(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await stop(this.#server, signal)
    this.#server = null
  }

  async stop(): Promise<void> {
    await Promise.all([this.stopServer(), stop(this.#sites, 'SIGTERM')])
    await rm(this.#dataDir, { recursive: true, force: true })
  }
}

/** A TCP port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

function run(script: string, environment: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, [script], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // Kept for the error message; not printed while all is well.
  child.stdout.setEncoding('utf8').on('data', (text: string) => note(child, text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => note(child, text))
  return child
}

const output = new WeakMap<ChildProcess, string>()
function note(child: ChildProcess, text: string): void {
  output.set(child, ((output.get(child) ?? '') + text).slice(-4000))
}

async function untilAnswering(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_MS
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`exited with ${child.exitCode}: ${output.get(child) ?? ''}`)
    try {
      if ((await fetch(url)).ok) return
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${url} did not answer: ${output.get(child) ?? ''}`)
}

async function stop(child: ChildProcess | null, signal: NodeJS.Signals): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  await exited
  clearTimeout(timer)
}
