import type { ReactNode } from 'react'
import { Apply } from './apply.tsx'
import { Landing } from './landing.tsx'
import { Link } from './link.tsx'
import { usePath } from './navigation.ts'

function Logo(): ReactNode {
  return (
    <Link className="logo" to="/bank/">
      <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
        <rect width="32" height="32" rx="7" />
        <path d="M16 27V9M16 13c-5 0-7-3-7-6c5 0 7 2 7 6zM16 17c5 0 8-3 8-7c-5 0-8 3-8 7zM16 22c-5 0-8-2-8-6c5 0 8 2 8 6z" />
      </svg>
      Fernhill Bank
    </Link>
  )
}

/** The whole site: its frame, and the page for the path. */
export function App(): ReactNode {
  const path = usePath()
  return (
    <>
      <header className="site-header">
        <div className="bar">
          <Logo />
          <p className="secure">Secure application</p>
        </div>
      </header>
      <main>{path.startsWith('/bank/apply') ? <Apply path={path} /> : <Landing />}</main>
      <footer className="site-footer">
        <div className="bar">
          <p>Fernhill Bank is a demo. Nothing you type is kept.</p>
          <a href="/">All demo sites</a>
        </div>
      </footer>
    </>
  )
}
