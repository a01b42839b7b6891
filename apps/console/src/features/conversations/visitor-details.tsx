import type { ConversationSummary } from '@alongside/protocol'
import { ExternalLink } from 'lucide-react'
import { formatDayAndClock } from '#lib/format-time.ts'
import { shortUrl } from '#lib/short-url.ts'

/** Who the visitor is, as far as the site said, and which page they are on. */
export function VisitorDetails({ conversation }: { readonly conversation: ConversationSummary }) {
  const { visitor, page } = conversation
  const { identity } = visitor
  const facts: [string, string][] = []
  if (identity.email !== undefined) facts.push(['Email', identity.email])
  if (identity.id !== undefined) facts.push(['Customer', identity.id])
  for (const [key, value] of Object.entries(identity.data ?? {})) facts.push([key, String(value ?? '–')])
  facts.push(['Since', formatDayAndClock(conversation.startedAt)])
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
      {page !== null && (
        <Fact name="Page">
          <a
            href={safeHref(page.url)}
            target="_blank"
            rel="noreferrer noopener"
            className="inline-flex max-w-full items-center gap-1 rounded text-accent-text hover:underline"
          >
            <span className="truncate">{page.title === '' ? shortUrl(page.url) : page.title}</span>
            <ExternalLink aria-hidden className="size-3 shrink-0" />
          </a>
          <span className="block truncate text-xs text-muted">{shortUrl(page.url)}</span>
        </Fact>
      )}
      {facts.map(([name, value]) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
    </dl>
  )
}

function Fact(props: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt className="text-muted">{props.name}</dt>
      <dd className="min-w-0 wrap-anywhere">{props.children}</dd>
    </>
  )
}

/** The address comes from the visitor's browser: only web addresses become links. */
function safeHref(url: string): string | undefined {
  return /^https?:\/\//i.test(url) ? url : undefined
}
