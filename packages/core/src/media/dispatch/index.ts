export { MediaRejectedError } from './model.ts';
export type { AudioContainer, ContentSniffer, Sniffed } from './ports.ts';
