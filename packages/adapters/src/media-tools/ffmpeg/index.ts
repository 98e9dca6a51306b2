export { encode } from './encode.ts';
export { encodeLive } from './encode-live.ts';
export { locateFfmpeg } from './locate.ts';
export { measure } from './measure.ts';
export { probe } from './probe.ts';
