export type {
  AudioMeasurements,
  AudioProperties,
  AudioTags,
  AudioTools,
  OnProgress,
} from './ports.ts';
