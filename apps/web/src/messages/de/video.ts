import type { video as en } from '../en/video.ts';
import type { Translation } from '../translation.ts';

export const video: Translation<typeof en> = {
  'video.title': 'Video',
  'video.region': 'Videospieler: {title}',
  'video.play': 'Abspielen',
  'video.pause': 'Anhalten',
  'video.replay': 'Noch einmal abspielen',
  'video.seek': 'Position',
  'video.seekValue': '{position} von {duration}',
  'video.mute': 'Ton aus',
  'video.unmute': 'Ton an',
  'video.captions': 'Untertitel',
  'video.download': 'Herunterladen',
  'video.pictureInPicture': 'Bild im Bild',
  'video.fullscreen': 'Vollbild',
  'video.exitFullscreen': 'Vollbild beenden',
  'video.loading': 'Das Video wird geladen',
  'video.failed': 'Dieses Video kann nicht gezeigt werden',
};
