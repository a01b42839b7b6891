import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { Toasts } from '#components/toasts.tsx'
import { TooltipProvider } from '#components/tooltip.tsx'
import { meQuery } from '#features/auth/me.ts'
import { createQueryClient } from './query-client.ts'
import { createConsoleRouter } from './router.tsx'

const queryClient = createQueryClient(() => {
  queryClient.setQueryData(meQuery.queryKey, null)
  void router.invalidate()
})
const router = createConsoleRouter(queryClient)

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <TooltipProvider delayDuration={400}>
        <RouterProvider router={router} />
        <Toasts />
      </TooltipProvider>
    </QueryClientProvider>
  )
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
