import { z } from 'zod';

export const MediaKind = z.enum(['image', 'video']).meta({ id: 'MediaKind' });
export type MediaKind = z.infer<typeof MediaKind>;

/**
 * `received`: waits to be processed. `rejected`: can never be shown, with a reason. `failed`: all
 * attempts were used up; it can be processed again.
 */
export const MediaState = z
  .enum(['received', 'processing', 'ready', 'rejected', 'failed'])
  .meta({ id: 'MediaState' });
export type MediaState = z.infer<typeof MediaState>;

/**
 * Who may see what was made of a media item or photo album. `private`: its owner. `unlisted`: whoever
 * has a share link too. `public`: everyone, signed in or not.
 */
export const MediaVisibility = z
  .enum(['private', 'unlisted', 'public'])
  .meta({ id: 'MediaVisibility' });
export type MediaVisibility = z.infer<typeof MediaVisibility>;

/**
 * Where the time of capture comes from: what the file says about itself, its name, when it was last
 * changed, when it was uploaded, or its owner.
 */
export const CaptureSource = z
  .enum(['metadata', 'file-name', 'modified', 'uploaded', 'owner'])
  .meta({ id: 'CaptureSource' });
export type CaptureSource = z.infer<typeof CaptureSource>;

/** What the files made of a media item are for. */
export const RenditionRole = z
  .enum(['image', 'poster', 'preview', 'storyboard', 'stream', 'video'])
  .meta({ id: 'RenditionRole' });
export type RenditionRole = z.infer<typeof RenditionRole>;
