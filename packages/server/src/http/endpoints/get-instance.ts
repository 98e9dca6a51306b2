import { endpoints, MAX_UPLOAD_BYTES } from '@madrigal/contract';
import { route } from '../route.ts';
import { version } from '../version.ts';

export const getInstance = route(
  endpoints.getInstance,
  async (_input, { deps: { services, settings } }) => ({
    name: 'Madrigal',
    version,
    setupRequired: !(await services.accounts.directory.hasAccounts()),
    registration: settings.registration,
    mail: services.outbox ? ('outbox' as const) : ('smtp' as const),
    sms: services.texts ? ('outbox' as const) : ('off' as const),
    signIn: {
      kind: 'better-auth' as const,
      basePath: '/api/auth',
      providers: [...settings.providers],
    },
    upload: { maxSizeBytes: MAX_UPLOAD_BYTES },
  }),
);
