import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startServiceWorker } from './app/service-worker.ts';
import { showLanguage } from './features/account/language.ts';
import './app/styles.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
await showLanguage();
void startServiceWorker();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
