import { useRouter, useSearch } from '@tanstack/react-router'
import { AuthLayout } from '#features/auth/auth-layout.tsx'
import { SignInForm } from '#features/auth/sign-in-form.tsx'
import { safeRedirect } from '#lib/safe-redirect.ts'

export function SignInPage() {
  const router = useRouter()
  const search = useSearch({ from: '/sign-in' })
  return (
    <AuthLayout title="Sign in" lead="To answer your visitors and see their page with them.">
      <SignInForm onSignedIn={() => router.history.push(safeRedirect(search.redirect))} />
    </AuthLayout>
  )
}
