import type { TextField } from './elements.ts'
import type { Natives } from './natives.ts'

/** What the last remote edit of a field did, in the viewer's eyes and in truth. */
export type EditNote = {
  readonly by: string
  /** The page state before the edit; viewers that are further have seen what came of it. */
  readonly version: number
  /** What the page made of it. */
  readonly value: string
  readonly caret: number
  /** What the viewer shows until it hears from the page. */
  readonly echoCaret: number
  /** What was typed and is no value yet, such as the minus of a number. */
  readonly draft: string | undefined
  /** Whether the field is as it was: then no news of it will reach the viewer, which takes its echo back by itself. */
  readonly isUnchanged: boolean
}

/**
 * Remembers, by field, what a viewer can know of it. Edits say offsets in the text that the viewer saw; this finds out
 * whether that is the text that is there.
 */
export class EditNotes {
  readonly #native: Natives
  readonly #version: () => number
  readonly #notes = new WeakMap<Element, EditNote>()
  /** The page state at which somebody else last changed the field. */
  readonly #changedAt = new WeakMap<EventTarget, number>()
  readonly #watched = new Set<Document>()
  #isEditing = false
  /** The page state when the edit began. */
  #editingSince = 0

  constructor(native: Natives, version: () => number) {
    this.#native = native
    this.#version = version
  }

  /** Runs an edit of ours: its `input` events are not somebody else's. */
  async during(edit: () => Promise<void>): Promise<void> {
    this.#isEditing = true
    this.#editingSince = this.#version()
    try {
      await edit()
    } finally {
      this.#isEditing = false
    }
  }

  watch(document: Document): void {
    if (this.#watched.has(document)) return
    this.#watched.add(document)
    this.#native.listen(document, 'input', this.#handleInput, true)
  }

  /** Within `during`: frames made since it began may already tell what came of the edit. */
  note(field: TextField, note: Omit<EditNote, 'version' | 'value'>): void {
    this.#notes.set(field, { ...note, version: this.#editingSince, value: field.value })
  }

  /** The value that offsets count in: what was typed, where the field itself cannot say it. */
  text(field: TextField): string {
    const note = this.#notes.get(field)
    return note?.draft !== undefined && field.value === note.value ? note.draft : field.value
  }

  /** The range start..end of a command as a range of the field's text now; undefined when the command is stale. */
  locate(
    field: TextField,
    { start, end, version, by }: { start: number; end: number; version: number; by: string },
  ): readonly [number, number] | undefined {
    const changedAt = this.#changedAt.get(field)
    if (changedAt !== undefined && version <= changedAt) return undefined
    const note = this.#notes.get(field)
    let shift = 0
    if (note !== undefined && version <= note.version) {
      if (note.by !== by || field.value !== note.value) return undefined
      // The page formatted or dropped what was typed. Typing on at the same place is still understood.
      if (end === note.echoCaret) shift = note.caret - note.echoCaret
      else if (note.caret !== note.echoCaret && !note.isUnchanged) return undefined
    }
    const [from, to] = [start + shift, end + shift]
    return from >= 0 && from <= to && to <= this.text(field).length ? [from, to] : undefined
  }

  /** The viewer has put its caret somewhere, in the text as it is. */
  settle(field: TextField): void {
    const note = this.#notes.get(field)
    if (note?.isUnchanged === true) this.#notes.set(field, { ...note, echoCaret: note.caret })
  }

  stop(): void {
    for (const document of this.#watched) this.#native.unlisten(document, 'input', this.#handleInput, true)
    this.#watched.clear()
  }

  readonly #handleInput = (event: Event): void => {
    const [target] = event.composedPath()
    // While an edit waits for the page, the visitor may type too.
    const isOurs = this.#isEditing && !event.isTrusted
    if (!isOurs && target !== undefined) this.#changedAt.set(target, this.#version())
  }
}
