import type { MaskingRules, PageRules, Site, SitePatch } from '@alongside/protocol'
import { useState } from 'react'
import { Card } from '#components/page.tsx'
import { Switch } from '#components/switch.tsx'
import { toasts } from '#lib/toasts.ts'
import { PageRulesEditor } from './page-rules-editor.tsx'
import { SelectorLists } from './selector-lists.tsx'

type Save = (patch: SitePatch) => Promise<void>
type MaskingPatch = NonNullable<SitePatch['masking']>

/** What of the site's pages never leaves the visitor's browser. */
export function MaskingSettings({ site, onSave }: { readonly site: Site; readonly onSave: Save }) {
  const { masking } = site
  const save = (patch: MaskingPatch) => onSave({ masking: patch })
  return (
    <>
      <Card
        title="Masking"
        lead="What these CSS selectors match never leaves the visitor’s browser. Changes reach running sessions. Passwords, card fields and one-time codes are always masked, and so are card numbers anywhere."
      >
        <ScopeSwitches masking={masking} onSave={save} />
        <SelectorLists rules={masking} where="" onChange={save} />
      </Card>
      <Card
        title="Masking on single pages"
        lead="Rules that hold only where the address matches. They add to those above; the strictest wins."
      >
        <PageRulesEditor
          pages={masking.pages ?? []}
          onChange={(pages) => save({ pages: pages.map(toPatch) })}
        />
      </Card>
    </>
  )
}

/** The server wants everything said. */
function toPatch({ url, mask, block, allow = [], maskAll = false }: PageRules) {
  return { url, mask, block, allow, maskAll }
}

function ScopeSwitches(props: {
  readonly masking: MaskingRules
  readonly onSave: (patch: MaskingPatch) => Promise<void>
}) {
  const [busy, setBusy] = useState(false)
  const set = async (patch: MaskingPatch) => {
    setBusy(true)
    await props.onSave(patch).catch((error: unknown) => toasts.error(error))
    setBusy(false)
  }
  return (
    <>
      <Switch
        label="Private by default"
        hint="All text, fields and pictures are masked, unless a rule or a mark in the page allows them."
        checked={props.masking.maskAll === true}
        disabled={busy}
        onChange={(maskAll) => void set({ maskAll })}
      />
      <Switch
        label="Marks of other products"
        hint="Classes and attributes by which your pages already hide content from session recorders count as ours."
        checked={props.masking.otherMarks !== false}
        disabled={busy}
        onChange={(otherMarks) => void set({ otherMarks })}
      />
    </>
  )
}
