export { prepareCover } from './prepare-cover.ts';
