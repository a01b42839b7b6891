import type { MediaEmulation, Tab } from '@alongside/testkit/browsers'

/** Something that a person or the page does, between two comparisons. False: there was nothing to do. */
export type Action = { readonly name: string; run(visitor: Tab, viewer: Tab): Promise<boolean | void> }

/** Input as pages under test write it (see README.md). */
export type InputStep = {
  readonly hover?: string
  readonly click?: string
  readonly press?: string
  readonly release?: boolean
  readonly focus?: string
  readonly type?: string
  readonly key?: string
  readonly wheel?: readonly [css: string, dx: number, dy: number]
  readonly resize?: readonly [width: number, height: number]
  readonly media?: MediaEmulation
  /** Page zoom: of the viewer's tab as well, so that pixels can be compared. */
  readonly zoom?: number
  readonly pinch?: number
}

export function inputAction(step: InputStep): Action {
  const name = Object.entries(step)
    .map(([kind, value]) => `${kind} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
  return { name, run: (visitor, viewer) => perform(step, visitor, viewer) }
}

async function perform(step: InputStep, visitor: Tab, viewer: Tab): Promise<void> {
  if (step.hover !== undefined) await visitor.hover(step.hover)
  if (step.click !== undefined) {
    await visitor.click(step.click)
    // And away: how a native control looks under the pointer is for no style sheet to say.
    await visitor.move(1, 1)
  }
  if (step.press !== undefined) await visitor.press(step.press)
  if (step.release === true) await visitor.release()
  if (step.focus !== undefined) await visitor.evaluate(focusOn, step.focus)
  if (step.type !== undefined) await visitor.type(step.type)
  if (step.key !== undefined) await visitor.key(step.key)
  if (step.wheel !== undefined) await visitor.wheel(...step.wheel)
  if (step.media !== undefined) await visitor.media(step.media)
  if (step.resize !== undefined) {
    await visitor.resize(...step.resize)
    await viewer.resize(...step.resize)
  }
  if (step.zoom !== undefined) {
    await visitor.zoom(step.zoom)
    await viewer.zoom(step.zoom)
  }
  if (step.pinch !== undefined) await visitor.pinch(step.pinch)
}

/** Runs in the page. */
function focusOn(css: string): void {
  const element = document.querySelector<HTMLElement>(css)
  if (element === null) throw new Error(`There is no ${css}`)
  element.focus()
}

/** The global of pages under test; declared by them with `const` or `var`. */
declare const steps: readonly (InputStep | (() => unknown))[] | undefined

/** What the page under test says is to be done with it. */
export async function actionsOf(visitor: Tab): Promise<Action[]> {
  const found = await visitor.evaluate(listSteps, null)
  return found.map((step, index) =>
    typeof step === 'string'
      ? { name: step === '' ? `step ${index + 1}` : step, run: (tab) => tab.evaluate(runStep, index) }
      : inputAction(step),
  )
}

/** Runs in the page. Names of functions, input as it is. */
function listSteps(): (string | InputStep)[] {
  const found: (string | InputStep)[] = []
  if (typeof steps === 'undefined') return found
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i]
    if (step !== undefined) found.push(typeof step === 'function' ? step.name : step)
  }
  return found
}

/** Runs in the page. */
async function runStep(index: number): Promise<void> {
  const step = typeof steps === 'undefined' ? undefined : steps[index]
  if (typeof step === 'function') await step()
}
