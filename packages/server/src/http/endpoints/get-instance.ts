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
    mail: settings.mail,
    sms: settings.sms,
    signIn: settings.userPool
      ? { kind: 'cognito' as const, ...settings.userPool }
      : {
          kind: 'better-auth' as const,
          basePath: '/api/auth',
          providers: [...settings.providers],
        },
    events: settings.polls ? ('poll' as const) : ('stream' as const),
    upload: { maxSizeBytes: MAX_UPLOAD_BYTES },
  }),
);
