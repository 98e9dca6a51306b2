import type { JobKind } from '@madrigal/core/shared';

/** Queues that workers can be given to. */
export type JobClass = 'audio' | 'import' | 'image' | 'video' | 'slideshow' | 'mail';

/** Which workers do a kind of job. Looking at what an upload is, and deleting, cost little, so anyone's would do. */
const classOf: Readonly<Record<JobKind, JobClass>> = {
  'media.dispatch': 'audio',
  'audio.process': 'audio',
  'audio.encode': 'audio',
  'image.process': 'image',
  'video.process': 'video',
  'media.clear': 'audio',
  'slideshow.preview': 'slideshow',
  'slideshow.render': 'slideshow',
  'library.import': 'import',
  'mail.send': 'mail',
  'sms.send': 'mail',
};

/** Whether workers of these classes do this kind of job. */
export function isOfClasses(classes: readonly JobClass[], kind: JobKind): boolean {
  return classes.includes(classOf[kind]);
}
