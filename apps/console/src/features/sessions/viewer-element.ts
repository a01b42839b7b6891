import {
  defineAlongsideViewer,
  type AlongsideViewer,
  type ViewerEvents,
  type ViewerState,
} from '@alongside/viewer'
import type { DetailedHTMLProps, HTMLAttributes } from 'react'

defineAlongsideViewer()

/** Until the element says more. */
export const INITIAL_VIEWER_STATE: ViewerState = {
  connection: 'connecting',
  session: null,
  progress: 0,
  roundTripMs: null,
  url: '',
  title: '',
  viewport: null,
  following: true,
  trouble: null,
}

/** Listens to one of the element's events; returns the way to stop. */
export function onViewerEvent<E extends keyof ViewerEvents>(
  element: AlongsideViewer,
  event: E,
  handler: (detail: ViewerEvents[E]) => void,
): () => void {
  const receive = (received: Event) => {
    if (received instanceof CustomEvent) handler(received.detail as ViewerEvents[E])
  }
  element.addEventListener(event, receive)
  return () => element.removeEventListener(event, receive)
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'alongside-viewer': DetailedHTMLProps<HTMLAttributes<AlongsideViewer>, AlongsideViewer> & {
        /** Says nothing over the page itself: the widget does. Presence counts. */
        bare?: ''
      }
    }
  }
}
