import * as v from 'valibot'

/**
 * Ids of nodes. Positive integers, given by capture in the order in which it first serialises nodes, never reused
 * within an epoch (a page load). Documents, shadow roots, elements, text nodes and comments have ids; attributes and the
 * doctype have none. One table serves the page with all its same-origin frames and open shadow roots.
 */
export type NodeId = number & { readonly __brand: 'NodeId' }
export const nodeIdSchema = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(2 ** 40),
  v.transform((id) => id as NodeId),
)

/**
 * The ids of a piece of tree, in document order, run-length encoded: [first, count, first, count, ...]. A piece that is
 * serialised for the first time is a single run, so ids cost nothing.
 */
export const idRunsSchema = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(1))),
  v.check((runs) => runs.length % 2 === 0),
)
export type IdRuns = v.InferOutput<typeof idRunsSchema>

/** Width and height in CSS pixels that a placeholder keeps free. */
export const sizeSchema = v.tuple([v.number(), v.number()])
export type Size = v.InferOutput<typeof sizeSchema>

/** Namespaces by their short names; elements without `ns` are HTML. Any other namespace is given by its URI. */
export const NAMESPACES = {
  html: 'http://www.w3.org/1999/xhtml',
  svg: 'http://www.w3.org/2000/svg',
  math: 'http://www.w3.org/1998/Math/MathML',
} as const

/**
 * A node by the exact path: says what HTML cannot (adjacent or empty text nodes, nested anchors, rows outside of tables,
 * ...) and single elements whose children come later. A text node is its data; a comment is `{c: data}`.
 */
export type ExactNode = string | ExactComment | ExactElement
export type ExactComment = { readonly c: string }
export type ExactElement = {
  /** Qualified name as in the source. A colon that divides nothing (`<o:p>`, as parsed) is told by one in front: `:o:p`. */
  readonly e: string
  readonly ns?: string
  /** Attributes: qualified name -> value, in the source's order. */
  readonly a?: Readonly<Record<string, string>>
  readonly k?: readonly ExactNode[]
  /** The children are not here yet; they follow as `insert` and end with `filled`. */
  readonly u?: Size | undefined
}

export const exactNodeSchema: v.GenericSchema<ExactNode> = v.union([
  v.string(),
  v.strictObject({ c: v.string() }),
  v.strictObject({
    e: v.string(),
    ns: v.exactOptional(v.string()),
    a: v.exactOptional(v.record(v.string(), v.string())),
    k: v.exactOptional(v.array(v.lazy(() => exactNodeSchema))),
    u: v.exactOptional(sizeSchema),
  }),
])

/**
 * Attributes that only the mirror sets. Capture never passes on a page's attributes of these names.
 * `masked`: content is replaced (the viewer hatches it). `blocked`: only its size is shown.
 * `size`: of an object or embed, whose content is of another program: `width height` in CSS pixels.
 */
export const MIRROR_ATTRIBUTES = {
  masked: 'alongside-masked',
  blocked: 'alongside-blocked',
  size: 'alongside-size',
} as const
