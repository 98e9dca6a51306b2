import type { video as en } from '../en/video.ts';
import type { Translation } from '../translation.ts';

export const video: Translation<typeof en> = {
  'video.title': 'Video',
  'video.region': 'Videospieler: {title}',
  'video.play': 'Video abspielen',
  'video.pause': 'Video anhalten',
  'video.replay': 'Video noch einmal abspielen',
  'video.seek': 'Position im Video',
  'video.seekValue': '{position} von {duration}',
  'video.mute': 'Ton des Videos aus',
  'video.unmute': 'Ton des Videos an',
  'video.captions': 'Untertitel',
  'video.download': 'Video herunterladen',
  'video.pictureInPicture': 'Bild im Bild',
  'video.fullscreen': 'Vollbild',
  'video.exitFullscreen': 'Vollbild beenden',
  'video.loading': 'Das Video wird geladen',
  'video.failed': 'Dieses Video kann nicht gezeigt werden',
};
