export { encode } from './encode.ts';
export { locateFfmpeg } from './locate.ts';
export { measure } from './measure.ts';
export { probe } from './probe.ts';
