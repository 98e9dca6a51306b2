import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { shellPlugin } from './shell-plugin.ts';

/** At the root, so that it can answer for all pages. */
const worker = 'worker.js';

/** Where `npm start` listens; the development server hands everything but the app over to it. */
const server = 'http://127.0.0.1:4680';

/** The accounts engine trusts its own origin only, so a proxied request must name that one. */
const toServer = { target: server, changeOrigin: true, headers: { origin: server } };

export default defineConfig({
  plugins: [react(), tailwindcss(), shellPlugin(worker)],
  server: {
    proxy: Object.fromEntries(
      ['/api', '/cdn', '/raw', '/health', '/docs'].map((path) => [path, toServer]),
    ),
  },
  build: {
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      input: { app: 'index.html', worker: 'src/sw/worker.ts' },
      output: {
        // The service worker keeps its address: browsers look for its next version there.
        entryFileNames: ({ name }) => (name === 'worker' ? worker : 'assets/[name]-[hash].js'),
      },
    },
  },
});
