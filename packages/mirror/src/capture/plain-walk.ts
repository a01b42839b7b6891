import { mixStructure, STRUCTURE_HASH_START } from '../format/index.ts'
import { COMMENT, type Dom, ELEMENT, TEXT } from './dom.ts'
import { IdRuns } from './id-runs.ts'
import { closesOpen, fitsTable, isForeignName, opened, refusesText, Trait, traitsOf } from './names.ts'
import type { NodeTable } from './node-table.ts'
import { createFound, type Found } from './piece.ts'
import { shownSource } from './shown-source.ts'

/** Deeper trees are sent level by level; HTML's parser flattens what is nested deeper than 512. */
export const MAX_DEPTH = 300

/** Why a piece cannot go as it is. */
export const Obstacle = { none: 0, needsClone: 1, needsExact: 2 } as const
export type Obstacle = (typeof Obstacle)[keyof typeof Obstacle]

export type WalkParts = {
  readonly dom: Dom
  readonly table: NodeTable
  readonly isOwn: (node: Node) => boolean
  readonly isExact: (node: Node) => boolean
  readonly isPrivateField: (element: Element) => boolean
}

/**
 * Numbers a piece of the live tree and finds out whether the browser's own serialisation of it may be sent as it stands.
 * This is the hot path: a page without private parts is walked once and serialised natively, without a copy.
 */
export class PlainWalk {
  readonly ids = new IdRuns()
  readonly found: Found = createFound()
  hash = STRUCTURE_HASH_START
  comments = 0
  obstacle: Obstacle = Obstacle.none
  readonly #parts: WalkParts

  constructor(parts: WalkParts) {
    this.#parts = parts
  }

  /** Walks the node; false: stop, `obstacle` says why. `open`: see names.ts. `parent`: name of the parent element. */
  visit(node: Node, depth: number, open: number, parent: string): boolean {
    const { dom, table } = this.#parts
    const type = dom.nodeType(node)
    if (type === ELEMENT) return this.#element(node as Element, depth, open, parent)
    if (this.#parts.isExact(node)) return this.#stop(Obstacle.needsExact)
    if (type === TEXT) return this.#text(node, depth, parent)
    if (type !== COMMENT || depth > MAX_DEPTH) return this.#stop(Obstacle.needsClone)
    this.ids.push(table.assign(node))
    this.comments++
    this.hash = mixStructure(this.hash, depth, COMMENT, '', 0)
    return true
  }

  #text(node: Node, depth: number, parent: string): boolean {
    const { dom, table } = this.#parts
    const length = dom.length(node)
    if (length === 0) return this.#stop(Obstacle.needsClone)
    if (refusesText(parent) && dom.data(node).trim() !== '') return this.#stop(Obstacle.needsExact)
    this.ids.push(table.assign(node))
    this.hash = mixStructure(this.hash, depth, TEXT, '', length)
    return true
  }

  #element(element: Element, depth: number, open: number, parent: string): boolean {
    const { dom, table } = this.#parts
    const name = dom.nodeName(element)
    const trait = traitsOf(name)
    const obstacle = this.#obstacleOf(element, name, trait, open, parent, depth)
    if (obstacle !== Obstacle.none) return this.#stop(obstacle)
    this.ids.push(table.assign(element))
    this.hash = mixStructure(this.hash, depth, ELEMENT, name, 0)
    if ((trait & Trait.field) !== 0 || isCustomName(name)) this.found.fields.push(element)
    if ((trait & Trait.picture) !== 0) this.found.pictures.push(element)
    if ((trait & Trait.scrollable) !== 0) this.found.boxes.push(element)
    if (dom.shadowRoot(element) !== null) this.found.hosts.push(element)
    return this.#children(element, depth + 1, trait === 0 ? open : opened(open, name, trait), name, trait)
  }

  #obstacleOf(
    element: Element,
    name: string,
    trait: number,
    open: number,
    parent: string,
    depth: number,
  ): Obstacle {
    const { isOwn, isExact, isPrivateField, dom } = this.#parts
    if (isOwn(element)) return Obstacle.needsClone
    if (depth > MAX_DEPTH || isExact(element)) return Obstacle.needsExact
    if (isMisplaced(name, trait, open, parent) || isRenamed(dom, element, name, parent))
      return Obstacle.needsExact
    if ((trait & Trait.rewritten) !== 0) return Obstacle.needsClone
    if ((trait & Trait.empty) !== 0 && dom.firstChild(element) !== null) return Obstacle.needsExact
    if (name === 'IMG' && shownSource(dom, element) !== undefined) return Obstacle.needsClone
    return (trait & Trait.field) !== 0 && isPrivateField(element) ? Obstacle.needsClone : Obstacle.none
  }

  #children(element: Element, depth: number, open: number, name: string, trait: number): boolean {
    const { dom } = this.#parts
    let child = dom.firstChild(element)
    if (child === null) return true
    if ((trait & Trait.dropsNewline) !== 0 && startsWithNewline(dom, child))
      return this.#stop(Obstacle.needsExact)
    let wasText = false
    for (; child !== null; child = dom.nextSibling(child)) {
      const isText = dom.nodeType(child) === TEXT
      if (isText && wasText) return this.#stop(Obstacle.needsClone)
      wasText = isText
      if (!this.visit(child, depth, open, name)) return false
    }
    return true
  }

  #stop(obstacle: Obstacle): false {
    this.obstacle = obstacle
    return false
  }
}

/** Whether elements of that name may be custom elements. `name` is the nodeName. */
export function isCustomName(name: string): boolean {
  return name.includes('-')
}

/** Whether HTML's parser would put the element elsewhere, or make another one of it. */
export function isMisplaced(name: string, trait: number, open: number, parent: string): boolean {
  if ((trait & Trait.exact) !== 0) return true
  const isForeign = isForeignName(name)
  if (parent !== '' && isForeignName(parent) && (traitsOf(parent) & Trait.integration) === 0) {
    if (!isForeign) return true
  } else if (isForeign && name !== 'svg' && name !== 'math') return true
  if (isForeign) return false
  if (!fitsTable(parent, name)) return true
  if (trait === 0) return false
  if ((trait & Trait.heading) !== 0 && (traitsOf(parent) & Trait.heading) !== 0) return true
  return closesOpen(open, name, trait)
}

/**
 * Parsers make one name of a prefix and what comes after it, and take what stands in a drawing for a part of the drawing, in
 * a formula for one of the formula. Of names only those of formulas and `svg` can be meant.
 */
export function isRenamed(dom: Dom, element: Element, name: string, parent: string): boolean {
  if (name.includes(':')) return dom.prefix(element) !== null
  if (name !== 'svg' && !name.startsWith('m') && !parent.startsWith('m')) return false
  if (!isForeignName(parent) || (traitsOf(parent) & Trait.integration) !== 0) return false
  return dom.namespace(element) !== dom.namespace(dom.parentNode(element) as Element)
}

export function startsWithNewline(dom: Dom, child: Node): boolean {
  return dom.nodeType(child) === TEXT && dom.data(child).charCodeAt(0) === 10
}
