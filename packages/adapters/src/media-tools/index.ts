export { type AudioToolsOptions, createAudioTools } from './audio-tools.ts';
export { locateFfmpeg } from './ffmpeg/index.ts';
export { createImageProcessor, type ImageProcessorOptions } from './images/index.ts';
export { coverScaler, drawPicture } from './sharp/index.ts';
export { createContentSniffer } from './sniff/index.ts';
export { createVideoTools, type VideoToolsOptions } from './video/index.ts';
