import { hasCode } from '../shared/index.ts';
import type { RenderDeps } from './deps.ts';
import type { SlideshowRecord } from './record.ts';

/**
 * Has the owner written to that a slideshow is ready, unless that was done. A crash in between
 * makes the same mail again, which the mail engine knows by its id.
 */
export async function announceSlideshow(
  deps: Pick<RenderDeps, 'slideshows' | 'directory' | 'postOffice' | 'publicUrl'>,
  { id, ownerId, name, preview, announced, updatedAt }: SlideshowRecord,
): Promise<void> {
  if (preview || announced) return;
  const owner = await findOwner(deps, ownerId);
  if (!owner) return;
  await deps.postOffice.deliver(`slideshow-${id}`, {
    kind: 'slideshow_ready',
    language: owner.language ?? 'en',
    to: owner.email,
    url: `${deps.publicUrl ?? ''}/slideshows/${id}`,
    values: { name: owner.name, title: name },
  });
  try {
    await deps.slideshows.changeSlideshow(id, {
      whileState: ['ready'],
      announced: true,
      updatedAt,
    });
  } catch (error) {
    if (!hasCode(error, 'not_found')) throw error; // deleted in the meantime
  }
}

async function findOwner({ directory }: Pick<RenderDeps, 'directory'>, userId: string) {
  try {
    return await directory.getAccount(userId);
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}
