import type { Figure } from './figures.ts'

export function printTable(figures: readonly Figure[]): void {
  console.log(table(figures))
}

/** Markdown. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { name, unit, goal, met } = figure
    const ratio = (value: number | null) => (value === null ? '' : `${value} x`)
    const verdict = met === null ? '' : met ? 'met' : '**missed**'
    return `| ${name} | ${number(figure.ours)} | ${number(figure.rrweb)} | ${number(figure.floor)} | ${unit} | ${ratio(figure.ratioToRrweb)} | ${ratio(figure.ratioToFloor)} | ${goal ?? ''} | ${verdict} |`
  })
  return `| name | ours | rrweb | floor | unit | to rrweb | to floor | goal | |
| --- | --: | --: | --: | --- | --: | --: | --- | --- |
${rows.join('\n')}`
}

function number(value: number | null): string {
  if (value === null) return ''
  return Math.abs(value) >= 1000 ? String(Math.round(value)) : String(value)
}
