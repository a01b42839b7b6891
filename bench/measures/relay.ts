import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Product } from '../../e2e/support/product.ts'
import { createFigure, type Figure } from '../core/figures.ts'
import type { Lab } from '../core/lab.ts'
import { pin, processorTimeOf, residentOf } from '../core/processes.ts'
import { note } from '../core/rotate.ts'
import type { LoadLine, LoadOptions } from '../relay/levels.ts'

const LEVELS = [100, 250, 500, 1000, 1500, 2000]
/** Where delay is told: enough to count, and within what the other core of a small machine can load. */
const COMPARED = 100
const SECONDS = 10
const LIMIT_MS = 25
const LONGEST_MS = 5 * 60_000

type Loaded = Extract<LoadLine, { kind: 'loaded' }>
type Level = Loaded & { readonly residentBytes: number; readonly processorMs: number }

/**
 * One server process on one core, loaded by a process on another: sessions with a visitor and a viewer each. Floor: a bare
 * `ws` echo server on the same core under the same messages.
 */
export async function measureRelay(lab: Lab): Promise<Figure[]> {
  const product = await Product.start({ TRUST_PROXY: 'loopback', ...profiling(lab) })
  const echo = spawn(process.execPath, [script('echo')], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const { demo, serverUrl, serverPid } = product
    const atRest = residentOf(serverPid)
    const common = { apiKey: demo.apiKey, siteKey: demo.siteKey, seconds: SECONDS }
    const ours = await load({ ...common, kind: 'alongside', url: serverUrl, levels: LEVELS }, serverPid)
    const [port] = (await once(createInterface(echo.stdout ?? process.stdin), 'line')) as [string]
    const url = `http://127.0.0.1:${port}`
    const floor = await load({ ...common, kind: 'echo', url, levels: LEVELS }, echo.pid ?? 0)
    const held = (levels: readonly Level[]) =>
      Math.max(
        0,
        ...levels
          .filter(({ p99, arrived, sent }) => p99 <= LIMIT_MS && arrived >= sent)
          .map(({ sessions }) => sessions),
      )
    const at = (levels: readonly Level[]) => levels.find(({ sessions }) => sessions === COMPARED)
    const [mine, bare] = [at(ours), at(floor)]
    const top = ours.at(-1)
    return [
      createFigure(
        `relay sessions on one core at p99 <= ${LIMIT_MS} ms`,
        'sessions',
        { ours: held(ours), floor: held(floor) },
        { atLeast: 2000 },
      ),
      createFigure(
        `relay delay of ${COMPARED} sessions, p50`,
        'ms',
        { ours: mine?.p50 ?? null, floor: bare?.p50 ?? null },
        { ofFloor: 2 },
      ),
      createFigure(
        `relay delay of ${COMPARED} sessions, p99`,
        'ms',
        { ours: mine?.p99 ?? null, floor: bare?.p99 ?? null },
        { ofFloor: 2 },
      ),
      createFigure(
        'relay memory a session',
        'KB',
        { ours: top === undefined ? null : (top.residentBytes - atRest) / top.sessions / 1024 },
        { atMost: 100 },
      ),
      createFigure(`relay processor time a session and second, ${COMPARED} sessions`, 'ms', {
        ours: mine === undefined ? null : mine.processorMs / SECONDS / COMPARED,
        floor: bare === undefined ? null : bare.processorMs / SECONDS / COMPARED,
      }),
    ]
  } finally {
    echo.kill()
    await product.stop()
  }
}

/** Loads the server with this process id level by level, as far as it goes. */
async function load(options: LoadOptions, pid: number): Promise<Level[]> {
  if (!(await pin(pid, '0'))) note('relay: taskset is missing, the server is on any core')
  const child = spawn(process.execPath, [script('load'), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const others = cpus().length - 1
  if (others > 0 && child.pid !== undefined) await pin(child.pid, others === 1 ? '1' : `1-${others}`)
  const limit = setTimeout(() => child.kill(), LONGEST_MS)
  const levels: Level[] = []
  let before = 0
  for await (const text of createInterface(stdoutOf(child))) {
    const line = JSON.parse(text) as LoadLine
    if (line.kind === 'connected') before = processorTimeOf(pid)
    else {
      levels.push({ ...line, residentBytes: residentOf(pid), processorMs: processorTimeOf(pid) - before })
      note(`relay ${options.kind} ${JSON.stringify(levels.at(-1))}`)
    }
  }
  clearTimeout(limit)
  return levels
}

function stdoutOf(child: ChildProcess): NodeJS.ReadableStream {
  if (child.stdout === null) throw new Error('the load has no output')
  return child.stdout
}

function script(name: string): string {
  return fileURLToPath(new URL(`../relay/${name}.ts`, import.meta.url))
}

/** The server writes its profile when it stops. */
function profiling({ profiles }: Lab): Record<string, string> {
  return profiles === null ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profiles}/relay` }
}
