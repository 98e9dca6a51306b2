import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const getLiveness = route(endpoints.getLiveness, async () => ({ status: 'ok' as const }));
