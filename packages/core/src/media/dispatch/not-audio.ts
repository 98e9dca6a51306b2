import { MediaRejectedError } from './model.ts';

/** Says what was found and what would be accepted as a song. */
export function notAudio(description: string): MediaRejectedError {
  return new MediaRejectedError(
    'not_audio',
    `This file is ${description}, not music. Madrigal takes MP3, FLAC, M4A, Ogg Vorbis, Opus, WAV and AIFF.`,
  );
}
