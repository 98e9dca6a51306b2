import { RouterProvider } from 'react-router/dom';
import { useLanguage } from '../features/account/language.ts';
import { Providers } from './providers.tsx';
import { router } from './router.tsx';

/** Everything on screen; built anew when the language changes, while the music plays on. */
export function App() {
  const shown = useLanguage((state) => state.shown);
  return (
    <Providers key={shown}>
      <RouterProvider router={router} />
    </Providers>
  );
}
