import type { Mode } from '@alongside/protocol'
import type { Fit, Tool } from '@alongside/viewer'
import {
  ArrowLeft,
  ArrowRight,
  Crosshair,
  Highlighter,
  MousePointer2,
  MousePointerClick,
  MoveHorizontal,
  RotateCw,
  Scan,
  type LucideIcon,
} from 'lucide-react'
import { AddressField } from './address-field.tsx'
import { ToolButton } from './tool-button.tsx'

const TOOLS: readonly { readonly tool: Tool; readonly label: string; readonly icon: LucideIcon }[] = [
  { tool: 'pointer', label: 'Pointer', icon: MousePointer2 },
  { tool: 'highlight', label: 'Highlight', icon: Highlighter },
  { tool: 'control', label: 'Control', icon: MousePointerClick },
]

type ViewerCommands = {
  readonly back: () => void
  readonly forward: () => void
  readonly reload: () => void
  readonly navigate: (url: string) => void
}

export type ToolbarProps = {
  readonly mode: Mode
  readonly url: string
  /** Whether the visitor's page is there to act on. */
  readonly live: boolean
  readonly tool: Tool
  readonly onTool: (tool: Tool) => void
  readonly fit: Fit
  readonly onFit: (fit: Fit) => void
  readonly following: boolean
  readonly onFollow: (follow: boolean) => void
  readonly commands: ViewerCommands
}

/** Tools, moving through the site, and how the page is shown. In view-only mode only what points and looks. */
export function ViewerToolbar(props: ToolbarProps) {
  const { mode, commands, live } = props
  const shared = mode === 'shared'
  return (
    <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1 border-b border-line px-2 py-1.5">
      <div role="group" aria-label="Tools" className="flex gap-0.5">
        {TOOLS.filter(({ tool }) => shared || tool !== 'control').map(({ tool, label, icon }) => (
          <ToolButton
            key={tool}
            label={label}
            icon={icon}
            labelFrom="medium"
            pressed={props.tool === tool}
            onPress={() => props.onTool(tool)}
          />
        ))}
      </div>
      <Divider />
      <div role="group" aria-label="Page" className="flex min-w-40 flex-1 items-center gap-0.5">
        {shared && (
          <>
            <ToolButton label="Back" icon={ArrowLeft} disabled={!live} onPress={commands.back} />
            <ToolButton label="Forward" icon={ArrowRight} disabled={!live} onPress={commands.forward} />
            <ToolButton label="Reload" icon={RotateCw} disabled={!live} onPress={commands.reload} />
          </>
        )}
        <AddressField url={props.url} editable={shared && live} onGo={commands.navigate} />
      </div>
      <Divider />
      <div role="group" aria-label="View" className="flex gap-0.5">
        <ToolButton
          label="Fit to width"
          icon={MoveHorizontal}
          labelFrom="wide"
          pressed={props.fit === 'width'}
          onPress={() => props.onFit('width')}
        />
        <ToolButton
          label="Actual size"
          icon={Scan}
          labelFrom="wide"
          pressed={props.fit === 'actual'}
          onPress={() => props.onFit('actual')}
        />
        <ToolButton
          label="Follow visitor"
          icon={Crosshair}
          labelFrom="wide"
          pressed={props.following}
          onPress={() => props.onFollow(!props.following)}
        />
      </div>
    </div>
  )
}

function Divider() {
  return <span aria-hidden className="mx-0.5 hidden h-5 w-px bg-line @md:block" />
}
