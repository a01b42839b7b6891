import type { MaskingRules } from '@alongside/protocol'
import { ListEditor } from './list-editor.tsx'
import { selectorProblem } from './validate-entry.ts'

type Lists = { readonly mask: string[]; readonly block: string[]; readonly allow: string[] }

/** The three lists of selectors. `where` is said in their labels, so that each is told from the others. */
export function SelectorLists(props: {
  readonly rules: Pick<MaskingRules, 'mask' | 'block' | 'allow'>
  readonly where: string
  readonly onChange: (patch: Partial<Lists>) => Promise<void>
}) {
  const { rules, where, onChange } = props
  const common = { addLabel: 'Add', validate: selectorProblem }
  return (
    <>
      <ListEditor
        {...common}
        label={`Mask${where}`}
        hint="Texts and values are replaced by dots; the layout stays."
        placeholder=".account-number"
        emptyText="Only the built-in rules and the marks in your pages apply."
        values={rules.mask}
        onChange={(mask) => onChange({ mask })}
      />
      <ListEditor
        {...common}
        label={`Block${where}`}
        hint="The whole element is left out; an empty box of its size stands in its place."
        placeholder="#medical-notes"
        emptyText="Nothing is blocked by selector."
        values={rules.block}
        onChange={(block) => onChange({ block })}
      />
      <ListEditor
        {...common}
        label={`Allow${where}`}
        hint="Shown inside of what is masked, and on pages that are private by default. Never passwords, cards and codes."
        placeholder="main h1, nav"
        emptyText="Nothing is allowed by selector."
        values={rules.allow ?? []}
        onChange={(allow) => onChange({ allow })}
      />
    </>
  )
}
