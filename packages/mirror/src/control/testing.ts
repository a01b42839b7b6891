import { afterEach, beforeEach } from 'vitest'
import type { Action, CommandResult, Refusal } from '@alongside/protocol'
import type { NodeId } from '../format/index.ts'
import type { Controller, ControllerOptions } from './api.ts'
import { createController } from './controller.ts'

type WithNode = Extract<Action, { node: number | null }>
type Loose<A> = A extends unknown ? Omit<A, 'node'> & { on?: Node } : never

/** A page under control: ids for all its nodes, and commands that name nodes instead of ids. */
export type TestPage = {
  readonly controller: Controller
  readonly nodes: ControllerOptions['nodes']
  readonly id: (node: Node) => NodeId
  run(action: Loose<WithNode> | Exclude<Action, { node: number | null }>, over?: Sent): Promise<CommandResult>
  click(on: Element, over?: Partial<Extract<Action, { kind: 'click' }>>): Promise<CommandResult>
  key(key: string, modifiers?: Extract<Action, { kind: 'key' }>['modifiers']): Promise<CommandResult>
  /** Types at the end of a field, one command for each character. */
  type(on: HTMLInputElement | HTMLTextAreaElement, text: string): Promise<void>
  stop(): void
}
type Sent = { readonly epoch?: string; readonly version?: number; readonly by?: string }

export function controlPage(over: Partial<ControllerOptions> = {}): TestPage {
  const ids = new WeakMap<Node, NodeId>()
  const byId = new Map<number, Node>()
  let last = 0
  const id = (node: Node): NodeId => {
    const known = ids.get(node)
    if (known !== undefined) return known
    const given = ++last as NodeId
    ids.set(node, given)
    byId.set(given, node)
    return given
  }
  const nodes = {
    id: (node: Node) => ids.get(node),
    node: (wanted: NodeId) => {
      const node = byId.get(wanted)
      return node?.isConnected === true ? node : undefined
    },
  }
  const controller = createController({
    window,
    epoch: 'e1',
    nodes,
    isMasked: (node) => (node as Element).closest?.('.masked') !== null && node instanceof Element,
    isOwn: (node) => node instanceof Element && node.closest('#own') !== null,
    allows: () => true,
    origins: () => [],
    ...over,
  })
  let command = 0
  const send: TestPage['run'] = (action, { epoch = 'e1', version = 0, by = 'Agent' } = {}) => {
    const { on, ...rest } = action as Action & { on?: Node }
    const full = on === undefined ? rest : { ...rest, node: id(on) }
    return controller.run({ id: ++command, epoch, version, action: full }, { name: by })
  }
  return {
    controller,
    nodes,
    id,
    run: send,
    click: (on, more = {}) =>
      send({ kind: 'click', on, x: 0.5, y: 0.5, count: 1, button: 'primary', modifiers: {}, ...more }),
    key: (key, modifiers = {}) => send({ kind: 'key', node: null, key, code: key, modifiers } as never),
    async type(on, text) {
      for (const character of text) {
        const { length } = on.value
        await send({ kind: 'edit', on, start: length, end: length, text: character, inputType: 'insertText' })
      }
    },
    stop: () => controller.stop(),
  }
}

/** A page under control that is made anew for each test. Its HTML goes with it. */
export function eachPage(): TestPage {
  let page: TestPage
  beforeEach(() => {
    page = controlPage()
  })
  afterEach(() => {
    page.stop()
    document.body.innerHTML = ''
  })
  return {
    get controller() {
      return page.controller
    },
    get nodes() {
      return page.nodes
    },
    id: (node) => page.id(node),
    run: (action, over) => page.run(action, over),
    click: (on, over) => page.click(on, over),
    key: (key, modifiers) => page.key(key, modifiers),
    type: (on, text) => page.type(on, text),
    stop: () => page.stop(),
  }
}

export const DONE = { status: 'done' } as const
export const STALE = { status: 'stale' } as const
export const refused = (reason: Refusal) => ({ status: 'refused', reason }) as const

/** Puts this HTML into the page and finds things in it. */
export function show(html: string): <E extends HTMLElement = HTMLElement>(selector: string) => E {
  document.body.innerHTML = html
  return <E extends HTMLElement>(selector: string) => {
    const found = document.querySelector<E>(selector)
    if (found === null) throw new Error(`no ${selector}`)
    return found
  }
}

/** Types of the events that reach this node, in order. */
export function record(target: EventTarget, ...types: string[]): string[] {
  const heard: string[] = []
  for (const type of types) target.addEventListener(type, () => heard.push(type))
  return heard
}
