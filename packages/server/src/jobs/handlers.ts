import { MailMessage, RenditionFormat, SmsMessage } from '@madrigal/contract';
import { failImport, type ImportRunDeps, runImport } from '@madrigal/core/media/import';
import { type DispatchDeps, dispatchUpload } from '@madrigal/core/media/intake';
import {
  clearRemovedMedia,
  type MediaProcessingDeps,
  markMediaFailed,
  processMedia,
} from '@madrigal/core/media/items';
import { type AudioProcessingDeps, encodeSong, processAudio } from '@madrigal/core/media/process';
import { markFailed } from '@madrigal/core/media/upload';
import type { MailSender, SmsSender } from '@madrigal/core/notifications';
import type { JobKind, JobPayloads } from '@madrigal/core/shared';
import { failSlideshow, type RenderDeps, runSlideshow } from '@madrigal/core/slideshow';
import { z } from 'zod';

export type JobDeps = DispatchDeps &
  AudioProcessingDeps &
  MediaProcessingDeps &
  ImportRunDeps &
  RenderDeps & { mail: MailSender; sms: SmsSender };

/** How one kind of job is done. */
interface JobHandler<K extends JobKind> {
  payload: z.ZodType<JobPayloads[K]>;
  run(deps: JobDeps, payload: JobPayloads[K], signal: AbortSignal): Promise<void>;
  /** No attempt is left: tell whoever waits for it. */
  giveUp(deps: JobDeps, payload: JobPayloads[K]): Promise<void>;
}

const uploadPayload = z.object({ v: z.literal(1), uploadId: z.string() });

async function failUpload(deps: JobDeps, { uploadId }: { uploadId: string }): Promise<void> {
  await markFailed(deps, uploadId, deps.clock.now());
}

const mediaPayload = z.object({ v: z.literal(1), mediaId: z.string() });

const mediaHandler = {
  payload: mediaPayload,
  run: (deps, { mediaId }, signal) => processMedia(deps, mediaId, signal),
  giveUp: async (deps, { mediaId }) => {
    await markMediaFailed(deps, mediaId, deps.clock.now());
  },
} satisfies JobHandler<'image.process'> & JobHandler<'video.process'>;

const slideshowHandler = {
  payload: z.object({ v: z.literal(1), slideshowId: z.string() }),
  run: (deps, { slideshowId }, signal) => runSlideshow(deps, slideshowId, signal),
  giveUp: (deps, { slideshowId }) => failSlideshow(deps, slideshowId, deps.clock.now()),
} satisfies JobHandler<'slideshow.render'> & JobHandler<'slideshow.preview'>;

/** What each kind of message means. */
export const jobHandlers: { [K in JobKind]: JobHandler<K> } = {
  'media.dispatch': {
    payload: uploadPayload,
    run: (deps, { uploadId }) => dispatchUpload(deps, uploadId),
    giveUp: failUpload,
  },
  'audio.process': {
    payload: uploadPayload,
    run: (deps, { uploadId }, signal) => processAudio(deps, uploadId, signal),
    giveUp: failUpload,
  },
  'audio.encode': {
    payload: z.object({ v: z.literal(1), songId: z.string(), format: RenditionFormat }),
    run: (deps, payload, signal) => encodeSong(deps, payload, signal),
    giveUp: async () => {}, // nobody waits: the song is as good as before, the dead letter tells admins
  },
  'image.process': mediaHandler,
  'video.process': mediaHandler,
  'media.clear': {
    payload: z.object({ v: z.literal(1) }),
    run: (deps, _payload, signal) => clearRemovedMedia(deps, signal),
    giveUp: async () => {}, // the sweep goes on, the dead letter tells admins
  },
  'library.import': {
    payload: z.object({ v: z.literal(1), importId: z.string() }),
    run: (deps, { importId }, signal) => runImport(deps, importId, signal),
    giveUp: (deps, { importId }) => failImport(deps, importId),
  },
  'slideshow.render': slideshowHandler,
  'slideshow.preview': slideshowHandler,
  'mail.send': {
    payload: z.object({ v: z.literal(1), message: MailMessage }),
    run: ({ mail }, { message }) => mail.send(message),
    giveUp: async () => {}, // the dead letter tells admins
  },
  'sms.send': {
    payload: z.object({ v: z.literal(1), message: SmsMessage }),
    run: ({ sms }, { message }) => sms.send(message),
    giveUp: async () => {},
  },
};
