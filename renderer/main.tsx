/** Entry of the window: theme, words, station link, then the room. */
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './room.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startWords } from './i18n/i18n.ts';
import { theme } from './theme.ts';

const nonce = document.querySelector<HTMLElement>('[nonce]')?.nonce ?? '';
setNonce(nonce);
startWords('zh-CN');

const queries = new QueryClient({
  defaultOptions: {
    // The station is on this machine: without a network it is asked all the same.
    queries: { retry: 1, refetchOnWindowFocus: false, staleTime: 1000, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <MantineProvider theme={theme} defaultColorScheme="dark" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queries}>
        {/* Bottom left: nothing a person must press lies there. */}
        <Notifications position="bottom-left" limit={4} />
        <App />
      </QueryClientProvider>
    </MantineProvider>,
  );
