import type { Mode } from '@alongside/protocol'
import { Eye, MousePointerClick, type LucideIcon } from 'lucide-react'

/** The two modes as the agent chooses between them. The titles are what integrators and tests look for. */
export const MODE_WORDS: Readonly<
  Record<Mode, { readonly title: string; readonly explanation: string; readonly Icon: LucideIcon }>
> = {
  view: {
    title: 'View only',
    explanation: 'You see their page, point and highlight. Only they click and type.',
    Icon: Eye,
  },
  shared: {
    title: 'Shared',
    explanation: 'You both click, type and move through the site, at any time.',
    Icon: MousePointerClick,
  },
}
