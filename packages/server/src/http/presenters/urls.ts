import type { Delivery } from '@madrigal/core/delivery';

/** Signed URLs of covers and waveforms. */
export type Urls = Pick<Delivery, 'urlFor'>;
