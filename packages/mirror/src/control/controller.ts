import type { Action, Command, CommandResult } from '@alongside/protocol'
import type { NodeId } from '../format/index.ts'
import type { Controller, ControllerOptions } from './api.ts'
import { caret, focus } from './caret.ts'
import { createChangeCommits } from './change-commits.ts'
import type { ControlContext, Outcome } from './context.ts'
import { DoubleClicks } from './double-clicks.ts'
import { EditNotes } from './edit-notes.ts'
import { edit } from './edit.ts'
import { isDocument, isElement } from './elements.ts'
import { check, select, setValue, submit } from './fields.ts'
import { refusalFor } from './guards.ts'
import { pressKey } from './keyboard.ts'
import { saveNatives } from './natives.ts'
import { scroll, travel } from './places.ts'
import { click, hover } from './pointer.ts'

export function createController(options: ControllerOptions): Controller {
  const native = saveNatives(options.window)
  const context: ControlContext = {
    options,
    native,
    commits: createChangeCommits(native),
    notes: new EditNotes(native, options.version ?? (() => 0)),
    doubleClicks: new DoubleClicks(),
    hovered: undefined,
  }
  context.notes.watch(options.window.document)
  let isStopped = false
  let last: Promise<unknown> = Promise.resolve()

  async function answer(command: Command, by: string): Promise<CommandResult> {
    const outcome = isStopped ? 'host_absent' : await attempt(context, command, by)
    context.doubleClicks.note(command, by, outcome)
    const { id } = command
    if (outcome === 'done' || outcome === 'stale') return { id, status: outcome }
    return { id, status: 'refused', reason: outcome }
  }

  return {
    run(command, { name }) {
      const result = last.then(() => answer(command, name))
      last = result
      return result
    },
    stop() {
      isStopped = true
      context.commits.stop()
      context.notes.stop()
    },
  }
}

async function attempt(context: ControlContext, command: Command, by: string): Promise<Outcome> {
  const { options } = context
  try {
    if (command.epoch !== options.epoch) return 'stale'
    if (!options.allows(command.action)) return 'not_allowed'
    return await perform(context, command, by)
  } catch {
    // A page may do anything under our hands; the viewer hears that it did not work.
    return 'failed'
  }
}

async function perform(context: ControlContext, command: Command, by: string): Promise<Outcome> {
  const { action, version } = command
  switch (action.kind) {
    case 'back':
    case 'forward':
    case 'reload':
    case 'navigate':
      return travel(context, action)
    case 'key': {
      if (action.node === null) return pressKey(context, undefined, action)
      const node = findNode(context, action.node)
      return node === undefined ? 'stale' : pressKey(context, node, action)
    }
    case 'click':
    case 'hover':
    case 'edit':
    case 'value':
    case 'select':
    case 'check':
    case 'focus':
    case 'caret':
    case 'scroll':
    case 'submit': {
      const node = findNode(context, action.node)
      if (node === undefined) return 'stale'
      if (action.kind === 'scroll') return scrollPage(context, node, action)
      const element = isElement(node) ? node : isDocument(node) ? node.documentElement : node.parentElement
      const operator = { by, version, press: context.doubleClicks.firstPress(command, by) }
      return element === null ? 'stale' : operate(context, element, action, operator)
    }
  }
}

type ElementAction = Exclude<Action, { kind: 'back' | 'forward' | 'reload' | 'navigate' | 'key' | 'scroll' }>

function operate(
  context: ControlContext,
  element: Element,
  action: ElementAction,
  operator: { readonly by: string; readonly version: number; readonly press: 1 | 2 },
): Outcome | Promise<Outcome> {
  switch (action.kind) {
    case 'click':
      return click(context, element, action, operator.press)
    case 'hover':
      return hover(context, element, action)
    case 'edit':
      return edit(context, element, action, operator)
    case 'value':
      return setValue(context, element, action.value)
    case 'select':
      return select(context, element, action.indexes)
    case 'check':
      return check(context, element, action.checked)
    case 'focus':
      return focus(context, element)
    case 'caret':
      return caret(context, element, action)
    case 'submit':
      return submit(context, element)
  }
}

function scrollPage(context: ControlContext, node: Node, at: { x: number; y: number }): Outcome {
  const refusal = isElement(node) ? refusalFor(node, context.options) : undefined
  return refusal === 'own_interface' || refusal === 'masked' ? refusal : scroll(context, node, at)
}

/** The live node; undefined when it is gone, or its frame is. */
function findNode({ options }: ControlContext, id: number): Node | undefined {
  const node = options.nodes.node(id as NodeId)
  if (node?.isConnected !== true) return undefined
  const document = isDocument(node) ? node : node.ownerDocument
  return document?.defaultView === null ? undefined : node
}
