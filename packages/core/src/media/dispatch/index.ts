export { MediaRejectedError } from './model.ts';
export { notAudio } from './not-audio.ts';
export type {
  AudioContainer,
  ContentSniffer,
  ImageFormat,
  Sniffed,
  VideoContainer,
} from './ports.ts';
