import { hashBytes, RESOURCE_LIMITS, SVG_TYPE, typeOfBytes } from '../../format/index.ts'
import { safeSvg } from './safe-svg.ts'

/** Something that the visitor's browser supplied, ready to be shown. */
export type Resource = {
  readonly hash: string
  readonly type: string
  /** For images and fonts. SVG as `data:`, never as `blob:`, which could be opened as a page of this origin. */
  readonly url: string
  /** For what names a part of an SVG file (`use`, filters, masks): a cleaned copy, to which a fragment can be added. */
  readonly partsUrl: string | null
}

/** Resources by content, for the whole session: one store serves all rebuilds of a viewer. */
export type ResourceStore = {
  /** Undefined when the bytes are not what the hash says, or nothing that may be shown. */
  put(hash: string, bytes: Uint8Array): Resource | undefined
  get(hash: string): Resource | undefined
  /** What the URL held when it was last supplied. */
  lastOf(url: string): Resource | undefined
  remember(url: string, hash: string): void
  close(): void
}

/** Addresses that are remembered, over all pages. */
const MAX_ADDRESSES = 20_000

export function createResourceStore(): ResourceStore {
  const kept = new Map<string, { readonly resource: Resource; readonly size: number }>()
  const addresses = new Map<string, string>()
  let size = 0

  const drop = (hash: string) => {
    const entry = kept.get(hash)
    if (entry === undefined) return
    kept.delete(hash)
    size -= entry.size
    for (const url of [entry.resource.url, entry.resource.partsUrl])
      if (url?.startsWith('blob:') === true) URL.revokeObjectURL(url)
  }
  const get = (hash: string) => {
    const entry = kept.get(hash)
    if (entry === undefined) return undefined
    // Used last goes last.
    kept.delete(hash)
    kept.set(hash, entry)
    return entry.resource
  }
  return {
    put(hash, bytes) {
      const type = typeOfBytes(bytes)
      if (type === undefined || hashBytes(bytes) !== hash) return undefined
      drop(hash)
      const resource = { hash, type, ...addressesOf(bytes, type) }
      kept.set(hash, { resource, size: bytes.length })
      size += bytes.length
      for (const oldest of kept.keys()) {
        if (size <= RESOURCE_LIMITS.keptBytes || oldest === hash) break
        drop(oldest)
      }
      return resource
    },
    get,
    lastOf: (url) => get(addresses.get(url) ?? ''),
    remember(url, hash) {
      if (addresses.size >= MAX_ADDRESSES) addresses.clear()
      addresses.set(url, hash)
    },
    close() {
      for (const hash of Array.from(kept.keys())) drop(hash)
    },
  }
}

function addressesOf(bytes: Uint8Array, type: string): Pick<Resource, 'url' | 'partsUrl'> {
  if (type !== SVG_TYPE) return { url: blobUrl(bytes as Uint8Array<ArrayBuffer>, type), partsUrl: null }
  const parts = safeSvg(new TextDecoder().decode(bytes))
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return {
    url: `data:${SVG_TYPE};base64,${btoa(binary)}`,
    partsUrl: parts === null ? null : blobUrl(parts, SVG_TYPE),
  }
}

function blobUrl(content: BlobPart, type: string): string {
  return URL.createObjectURL(new Blob([content], { type }))
}
