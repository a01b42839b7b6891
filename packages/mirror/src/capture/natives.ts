type Native = (this: unknown, ...args: unknown[]) => unknown
type Part = 'get' | 'value'

const NATIVE = /\{\s*\[native code\]\s*\}\s*$/

/**
 * The browser's own accessors and methods, though scripts that ran before may have put others in their place: these
 * are taken from a frame that is there only until `end`, and only where some is patched.
 */
export class Natives {
  readonly #window: Window & typeof globalThis
  #frame: HTMLIFrameElement | null | undefined

  constructor(window: Window & typeof globalThis) {
    this.#window = window
  }

  getter(prototype: object, name: string): Native {
    return this.#must(prototype, name, 'get')
  }

  method(prototype: object, name: string): Native {
    return this.#must(prototype, name, 'value')
  }

  end(): void {
    const frame = this.#frame
    const realm = frame?.contentWindow as (Window & typeof globalThis) | null | undefined
    // The page's own `remove` may be patched as well.
    if (frame != null && realm != null) realm.Element.prototype.remove.call(frame)
    this.#frame = null
  }

  #must(prototype: object, name: string, part: Part): Native {
    const found = partOf(prototype, name, part)
    if (found === undefined) throw new Error(`This browser has no ${name}.`)
    return isNative(found) ? found : (this.#untouched(prototype, name, part) ?? found)
  }

  /** Undefined where a frame is not to be had: then what the page has must do. */
  #untouched(prototype: object, name: string, part: Part): Native | undefined {
    const { [Symbol.toStringTag]: type } = prototype as { readonly [Symbol.toStringTag]?: string }
    const realm = this.#realm() as Readonly<
      Record<string, { readonly prototype?: object } | undefined>
    > | null
    const same = type === undefined ? undefined : realm?.[type]?.prototype
    return same === undefined ? undefined : partOf(same, name, part)
  }

  #realm(): unknown {
    if (this.#frame === undefined) this.#frame = openFrame(this.#window)
    return this.#frame?.contentWindow ?? null
  }
}

function partOf(prototype: object, name: string, part: Part): Native | undefined {
  const found: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.[part]
  return typeof found === 'function' ? (found as Native) : undefined
}

/** A proxy or a bound function looks native, too: those pass calls on as a rule. */
function isNative(found: Native): boolean {
  try {
    return NATIVE.test(Function.prototype.toString.call(found))
  } catch {
    return false
  }
}

function openFrame({ Document, document }: Window & typeof globalThis): HTMLIFrameElement | null {
  try {
    const frame = Document.prototype.createElement.call(document, 'iframe') as HTMLIFrameElement
    frame.hidden = true
    document.documentElement.append(frame)
    return frame
  } catch {
    return null
  }
}
