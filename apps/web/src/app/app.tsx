import { useState, type ReactElement } from 'react'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ApiFault, isLocked } from '../api/client.ts'
import { sessionQuery } from '../api/session-query.ts'
import { TextProvider, type Words } from '../text/text.tsx'
import { ThemeProvider } from '../theme/theme.tsx'
import { Entrance } from './entrance.tsx'

export interface AppProps {
  /** The language that it begins in. */
  readonly words: Words
}

export function App({ words }: AppProps): ReactElement {
  const [client] = useState(createQueryClient)
  return (
    <TextProvider words={words}>
      <ThemeProvider>
        <QueryClientProvider client={client}>
          <Entrance />
        </QueryClientProvider>
      </ThemeProvider>
    </TextProvider>
  )
}

function createQueryClient(): QueryClient {
  // A session that ended elsewhere leads back to the sign-in form, wherever one is.
  const onError = (fault: Error): void => {
    if (
      fault instanceof ApiFault &&
      fault.document?.code.startsWith('AUTH_') === true &&
      Boolean(client.getQueryData(sessionQuery.queryKey))
    ) {
      client.setQueryData(sessionQuery.queryKey, null)
    }
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // What the law refuses today it refuses again in a second; only a server that could not answer is asked again.
        retry: (count, fault) =>
          count < 2 && fault instanceof ApiFault && (fault.status === 0 || (fault.status >= 502 && !isLocked(fault))),
      },
    },
  })
  return client
}
