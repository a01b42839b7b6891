import type { NodeId, OpOf } from '../format/index.ts'
import type { CaptureContext } from './context.ts'
import type { Dom } from './dom.ts'
import { toJson } from './json.ts'
import { Privacy } from './masking.ts'
import type { StreamState } from './stream-state.ts'

type State = Omit<OpOf<'state'>, 'op' | 'id'>

/** Types whose value is their attribute, or may not be set by script. */
const WITHOUT_VALUE: ReadonlySet<string> = new Set(
  'checkbox radio button submit reset image hidden file'.split(' '),
)

/**
 * What a field shows beyond its attributes; undefined when the viewers have it so already. For an option: that of its
 * select is due instead. `isChange`: the viewers have the field already and may have typed into it, so that attributes
 * no longer say what it shows. `isOpen`: it is known not to be private.
 */
export function fieldOp(
  ctx: CaptureContext,
  stream: StreamState,
  field: Element,
  isChange = false,
  isOpen = false,
): OpOf<'state'> | undefined {
  const name = ctx.dom.nodeName(field)
  if (name === 'OPTION' || name === 'OPTGROUP') {
    const select = ctx.dom.closest(field, 'select')
    if (select !== null && stream.knows(select)) stream.fields.add(select)
    return undefined
  }
  const privacy = isOpen ? Privacy.open : ctx.masking.of(field)
  if (privacy === Privacy.blocked) return undefined
  // Like attributes in private parts, it stays as it was first seen: it may tell what was chosen.
  if (name === 'SLOT' && privacy === Privacy.masked && isChange) return undefined
  const sentBefore = stream.fieldStates.get(field)
  const isMasked = privacy !== Privacy.open
  const wasSaid = sentBefore !== undefined
  // Of custom elements nothing is read that their class may have defined.
  const isNative = name !== 'SLOT' && !name.includes('-')
  const used = !isMasked && isNative && isUsed(ctx.dom, field)
  const state: State = {
    ...readState(ctx, name, field, isMasked, isChange || wasSaid),
    ...(isMasked || !isNative ? {} : readMarks(ctx, name, field, sentBefore)),
    ...customState(ctx, name, field, privacy, wasSaid),
    ...(used || sentBefore?.includes('"used"') === true ? { used } : {}),
  }
  const json = toJson(state)
  if (json === (sentBefore ?? '{}')) return undefined
  // Asked for when there is something to say: see NodeTable.
  const id = ctx.table.id(field)
  if (id === undefined) return undefined
  stream.fieldStates.set(field, json)
  return { op: 'state', id, ...state }
}

/** What scripts and the browser say of the field. What was said before is taken back when it no longer holds. */
function readMarks({ dom }: CaptureContext, name: string, field: Element, before = ''): State {
  const { validity, validationMessage } = field as Partial<HTMLInputElement>
  const error = isWrongByHand(validity) ? (validationMessage ?? '').slice(0, 2000) : ''
  const autofilled = isAutofilled(dom, field)
  return {
    ...(error !== '' || before.includes('"error"') ? { error } : {}),
    ...(autofilled || before.includes('"autofilled"') ? { autofilled } : {}),
    ...(name === 'INPUT' && dom.inputType(field) === 'file' ? fileNames(dom, field, before) : {}),
  }
}

/** What is wrong neither by an attribute nor by the value alone: a script says so, or a person has typed it. */
function isWrongByHand(validity?: ValidityState): boolean {
  return (
    validity !== undefined &&
    (validity.customError || validity.tooShort || validity.tooLong || validity.badInput)
  )
}

function fileNames(dom: Dom, field: Element, before: string): State {
  const files = dom.files(field)
  const names: string[] = []
  for (let i = 0; i < (files?.length ?? 0) && i < 100; i++)
    names.push((files?.item(i)?.name ?? '').slice(0, 300))
  return names.length > 0 || before.includes('"files"') ? { files: names } : {}
}

function isAutofilled(dom: Dom, field: Element): boolean {
  try {
    return dom.matches(field, ':autofill')
  } catch {
    // Not every browser knows it.
    return false
  }
}

/** `isFull`: also what equals the attributes, since the viewers have had something else. */
function readState(
  ctx: CaptureContext,
  name: string,
  field: Element,
  isMasked: boolean,
  isFull: boolean,
): State {
  const { dom, masking } = ctx
  const privacy = isMasked ? Privacy.masked : Privacy.open
  if (name === 'TEXTAREA') {
    const value = dom.areaValue(field)
    return isFull || isMasked || value !== dom.areaDefault(field)
      ? { value: masking.value(field, value, privacy, isTyped(dom, field)) }
      : {}
  }
  if (name === 'SELECT') return isMasked ? {} : selectState(dom, field, isFull)
  if (name === 'SLOT') return slotState(ctx, field as HTMLSlotElement, isFull)
  if (name !== 'INPUT') return {}
  const type = dom.inputType(field)
  if (type === 'checkbox' || type === 'radio') return isMasked ? {} : checkState(dom, field, isFull)
  if (WITHOUT_VALUE.has(type)) return {}
  const value = dom.inputValue(field)
  if (isMasked) return value === '' && !isFull ? {} : { value: masking.value(field, value, privacy, false) }
  return isFull || value !== dom.inputDefault(field)
    ? { value: masking.value(field, value, privacy, isTyped(dom, field)) }
    : {}
}

/** Fields in which long numbers are typed all day. */
const OF_NUMBERS = /tel|phone|mobil|handy|fax|zip|post|iban|order|invoice|account|amount|price|quantit/i

/** Somebody is typing a number into the field which may become a card's. */
function isTyped(dom: Dom, field: Element): boolean {
  if ((dom.root(field) as Partial<DocumentOrShadowRoot>).activeElement !== field) return false
  return !['autocomplete', 'name', 'id'].some((name) => OF_NUMBERS.test(dom.attribute(field, name) ?? ''))
}

/** What is assigned by name follows from the tree. */
function slotState({ dom, table }: CaptureContext, slot: HTMLSlotElement, isFull: boolean): State {
  if ((dom.root(slot) as Partial<ShadowRoot>).slotAssignment !== 'manual') return {}
  const assigned: NodeId[] = []
  // Those that have not been sent yet get their ids now.
  for (const node of slot.assignedNodes()) assigned.push(table.assign(node))
  return assigned.length > 0 || isFull ? { assigned } : {}
}

/** Of masked elements no states: they may tell what was chosen. */
function customState(
  { customStates, dom }: CaptureContext,
  name: string,
  element: Element,
  privacy: Privacy,
  isFull: boolean,
): State {
  const definition = name.includes('-') ? name.toLowerCase() : dom.attribute(element, 'is')
  if (definition === null) return {}
  const isDefined = customStates.isDefined(element, definition)
  const states = isDefined && privacy === Privacy.open ? customStates.read(element) : []
  return {
    ...(isDefined && !isFull ? {} : { defined: isDefined }),
    ...(states.length > 0 || isFull ? { states } : {}),
  }
}

function checkState(dom: Dom, field: Element, isFull: boolean): State {
  const checked = dom.checked(field)
  const indeterminate = dom.indeterminate(field)
  return {
    ...(isFull || checked !== dom.defaultChecked(field) ? { checked } : {}),
    ...(isFull || indeterminate ? { indeterminate } : {}),
  }
}

function selectState(dom: Dom, select: Element, isFull: boolean): State {
  const options = dom.options(select)
  const selected: number[] = []
  let differs = isFull
  for (let i = 0; i < options.length; i++) {
    const option = options.item(i)
    if (option === null) continue
    if (dom.selected(option)) selected.push(i)
    differs ||= dom.selected(option) !== dom.defaultSelected(option)
  }
  return differs ? { selected } : {}
}

/** Older browsers do not know the selector. */
function isUsed(dom: Dom, field: Element): boolean {
  try {
    return dom.matches(field, ':user-valid,:user-invalid')
  } catch {
    return false
  }
}
