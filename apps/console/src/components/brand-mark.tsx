/** Two cursors, side by side. */
export function BrandMark(props: { readonly className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={props.className}>
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path
        d="M8 8.5 16.6 12 12.8 13.6 11.2 17.4Z"
        className="fill-accent-ink stroke-accent-ink opacity-65"
        strokeWidth="1.6"
        strokeLinejoin="round"
      />
      <path
        d="M15 15 25.4 19.2 20.8 21.1 18.9 25.6Z"
        className="fill-accent-ink stroke-accent-ink"
        strokeWidth="1.8"
        strokeLinejoin="round"
      />
    </svg>
  )
}
