export { createContentSniffer } from './sniff.ts';
