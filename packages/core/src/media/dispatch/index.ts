export { type DispatchDeps, dispatchUpload, notAudio } from './dispatch-upload.ts';
export { MediaRejectedError } from './model.ts';
export type { AudioContainer, ContentSniffer, Sniffed, VideoContainer } from './ports.ts';
