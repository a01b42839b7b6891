import type { Site, SitePatch } from '@alongside/protocol'
import { useSuspenseQuery } from '@tanstack/react-query'
import { CopyButton } from '#components/copy-button.tsx'
import { Card, Page } from '#components/page.tsx'
import { errorMessage } from '#lib/error-message.ts'
import { toasts } from '#lib/toasts.ts'
import { ListEditor } from './list-editor.tsx'
import { MaskingSettings } from './masking-settings.tsx'
import { SessionRules } from './session-rules.tsx'
import { SiteName } from './site-name.tsx'
import { siteQuery, useChangeSite } from './site.ts'
import { originProblem } from './validate-entry.ts'

export function SettingsPage() {
  const { data: site } = useSuspenseQuery(siteQuery)
  const change = useChangeSite()
  /** For fields that show the reason themselves. */
  const save = async (patch: SitePatch) => {
    try {
      await change.mutateAsync(patch)
      toasts.info('Saved.')
    } catch (error) {
      throw new Error(errorMessage(error), { cause: error })
    }
  }
  return (
    <Page title="Settings" lead="Your site: how it carries Alongside, who may use it, and what stays hidden.">
      <Tag site={site} onSave={save} />
      <Card
        title="Allowed origins"
        lead="Only pages of these origins can open the chat and be co-browsed. In shared mode, agents can go to no others."
      >
        <ListEditor
          label="Origins"
          hint="Scheme, host and port. One entry for each subdomain."
          placeholder="https://www.example.com"
          addLabel="Add"
          emptyText="No origin yet: the tag does nothing until you add one."
          values={site.allowedOrigins}
          validate={originProblem}
          onChange={(allowedOrigins) => save({ allowedOrigins })}
        />
      </Card>
      <MaskingSettings site={site} onSave={save} />
      <SessionRules site={site} onSave={save} />
    </Page>
  )
}

type SectionProps = { readonly site: Site; readonly onSave: (patch: SitePatch) => Promise<void> }

function Tag({ site, onSave }: SectionProps) {
  return (
    <Card
      title="Site"
      lead="Paste the tag into every page of your site, in the head or before the end of the body."
    >
      <SiteName name={site.name} onSave={(name) => onSave({ name })} />
      <div>
        <div className="mb-1.5 flex items-center justify-between">
          <h3 className="text-sm font-medium tracking-normal">Tag</h3>
          <CopyButton text={site.snippet} />
        </div>
        <pre
          tabIndex={0}
          className="overflow-x-auto rounded-lg border border-line bg-sunken px-4 py-3 font-mono text-sm leading-6 whitespace-pre-wrap wrap-anywhere"
        >
          <code>{site.snippet}</code>
        </pre>
      </div>
    </Card>
  )
}
